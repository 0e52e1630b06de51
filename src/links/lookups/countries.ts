import { countryCodes, plain } from '../../profiling/semantic/words.ts';
import { unambiguous } from './unambiguous.ts';

/** ISO 3166-1: alpha-2 and alpha-3 code of each country, as one word. */
const codes = `
ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN
BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI
CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA
GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN
IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ
LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ
MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF
PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN
SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR
TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE
`
  .trim()
  .split(/\s+/);

const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl', 'pl', 'sv'];
/** What the engine's names do not say. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  uk: 'GB',
  'great britain': 'GB',
  'united kingdom of great britain and northern ireland': 'GB',
  usa: 'US',
  'u s a': 'US',
  'united states of america': 'US',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  'russian federation': 'RU',
  'viet nam': 'VN',
  'republic of korea': 'KR',
  'democratic peoples republic of korea': 'KP',
  'korea republic of': 'KR',
  'korea democratic peoples republic of': 'KP',
  'iran islamic republic of': 'IR',
  'syrian arab republic': 'SY',
  'bolivia plurinational state of': 'BO',
  'venezuela bolivarian republic of': 'VE',
  'tanzania united republic of': 'TZ',
  'moldova republic of': 'MD',
  'lao peoples democratic republic': 'LA',
  'brunei darussalam': 'BN',
  'taiwan province of china': 'TW',
  burma: 'MM',
  turkiye: 'TR',
  turkey: 'TR',
  macedonia: 'MK',
  swaziland: 'SZ',
  'ivory coast': 'CI',
  'cape verde': 'CV',
  'east timor': 'TL',
  vatican: 'VA',
  'holy see': 'VA',
  uae: 'AE',
  'hong kong': 'HK',
  macao: 'MO',
  macau: 'MO',
  palestine: 'PS',
  'palestine state of': 'PS',
  'republic of moldova': 'MD',
  'kyrgyz republic': 'KG',
  'slovak republic': 'SK',
  'congo the democratic republic of the': 'CD',
  'democratic republic of the congo': 'CD',
  'republic of the congo': 'CG',
  'falkland islands malvinas': 'FK',
  'micronesia federated states of': 'FM',
  'bonaire sint eustatius and saba': 'BQ',
  'st helena ascension and tristan da cunha': 'SH',
  'st martin french part': 'MF',
  'sint maarten dutch part': 'SX',
  'virgin islands british': 'VG',
  'virgin islands u s': 'VI',
  'united republic of tanzania': 'TZ',
};

let made: ReadonlyMap<string, string> | undefined;

/** Made when it is first asked for. */
const known = (): ReadonlyMap<string, string> => (made ??= make());

const make = (): ReadonlyMap<string, string> =>
  new Map([
    ...unambiguous(
      LANGUAGES.flatMap((language) =>
        (['long', 'short'] as const).flatMap((style) => {
          const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style });
          return [...countryCodes].flatMap((lower): [string, string][] => {
            const code = lower.toUpperCase();
            const name = names.of(code);
            return name === undefined || code === 'UK' ? [] : [[keyOf(name), code]];
          });
        }),
      ),
    ),
    ...Object.entries(OTHER_NAMES),
    ...codes.flatMap((code): [string, string][] => [
      [code.slice(0, 2).toLowerCase(), code.slice(0, 2)],
      [code.slice(2).toLowerCase(), code.slice(0, 2)],
    ]),
    ['xk', 'XK'],
  ]);

/** The alpha-2 code (ISO 3166-1) of a country that is written as its alpha-2, alpha-3 or numeric code or by its name, or null. */
export function countryOf(text: string): string | null {
  const trimmed = text.trim();
  return /^\d{1,3}$/.test(trimmed) ? countryOfNumber(trimmed) : (known().get(keyOf(trimmed)) ?? null);
}

/** Codes of UN M.49, which are those of ISO 3166-1, are aliases of the letters in Unicode's locale data. */
function countryOfNumber(digits: string): string | null {
  const number = digits.padStart(3, '0');
  const region = new Intl.Locale(`und-${number}`).region ?? '';
  return countryCodes.has(region.toLowerCase()) ? region : null;
}

/** Letters and digits in lower case without accents, words apart. */
function keyOf(text: string): string {
  return plain(text)
    .replace(/[’'`]/g, '')
    .replace(/&/g, ' and ')
    .replace(/\bsaint\b/g, 'st')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
