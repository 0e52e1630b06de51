/** General word lists, several languages each. Lower case, without accents. */

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

export const givenNames = list(`
aaron abdul abigail adam adrian agnes ahmed aisha akira alan albert alberto alejandro alessandro alex alexander alexandra alexandre alfred ali alice alicia
alina allison amanda amelia amir amy ana anastasia anders andre andrea andreas andreea andres andrew andrzej angela angelo anita anja ann anna anne annette
anthony antoine anton antonio anya arjun arthur astrid august aurora axel barbara beata beatriz ben benjamin bernard bernd beth bianca bill birgit bjorn bob
boris brandon brenda brian bruno caio camila carla carlos carmen carol caroline catherine cecilia cesar chantal charles charlotte chen chiara chloe chris
christian christina christine christoph christopher claire clara claudia colin cristina cynthia dan daniel daniela daria dave david deborah denis dennis diana
diego dieter dimitri dmitri dominic dominik donald donna dorothy douglas duncan dylan eduardo edward elena eleanor elias elisabeth elizabeth ella ellen emil emily emma
enrique enzo eric erik erika ernst esther ethan eva evelyn fabian fabio fatima felix fernanda fernando filip florian frances francesca francesco francis
francisco francois frank franz fred frederic frederik gabriel gabriela gary george georg gerald gerard gerhard giorgio giovanni giulia gloria grace graham greg gregory
guillaume gunther gustav hannah hans harold harry hassan heather heidi heinz helen helena helene helga henri henrik henry hiroshi howard hugo ian ibrahim ida ignacio igor
ines ingrid irene irina isaac isabel isabella ivan jack jacob jacques jake james jan jana jane janet jason javier jean jeff jeffrey jennifer jens jeremy
jesse jessica jesus jill jim joan joanna joao joe joel johan johann johannes john jon jonas jonathan jordan jorge jose josef joseph joshua juan juana judith
julia julian julie jun jurgen justin kai karen karim karin karl kate katherine kathleen katja kazuo keith kelly ken kenji kenneth kevin kim klaus kristin
kurt kyle lars laura lauren laurent lea leah lee lena leo leon leonardo leticia li liam lili lily linda lisa liz lorena lorenzo louis louise luca lucas lucia lucy
luis luisa luka luke luna maja malik manfred manuel marc marcel marco marcos marek margaret maria marie marina mario marion mark markus marta martha martin
martina mary masako mateo matt matteo matthew matthias maurice max maya mei melanie melissa mia michael michal michel michelle miguel mike mikhail milan
mohamed mohammed monica monika muhammad nadia nancy naomi natalia natalie natasha nathan nathalie neil nicholas nick nicola nicolas nicole niels nikolai nils nina noah nora
nuria olaf oleg olga oliver olivia omar oscar otto pablo paola paolo pascal patricia patrick paul paula paulo pavel pedro peggy per peter petra philip
philippe phillip pierre pietro piotr priya rachel rafael rahul raj ralf ralph ramon raul ravi raymond rebecca regina renate rene ricardo richard rita robert
roberto robin rodrigo roger roland rolf roman ron ronald rosa rose roy ruben russell ruth ryan sabine sally sam samantha samuel sandra santiago sara sarah
scott sean sebastian sergei sergio shannon sharon shirley silvia simon simone sofia sonia sophia sophie stefan stefano stella stephan stephanie stephen
steve steven stuart susan susanne sven svetlana sylvia tanja tanya tatiana terry theo theresa thomas thorsten tim timothy tina todd tom tomas tony tracy
ulrich ulrike ursula valentina valeria vanessa vera veronica victor victoria viktor vincent viola virginia vladimir walter wang wei wendy werner wilhelm
william wolfgang xavier yan yasmin yolanda yoshi yuki yuri yves yvonne zoe
`);

export const companyMarks = list(`
inc incorporated corp corporation company co ltd limited llc llp lp plc gmbh mbh ag kg kgaa ohg ug sa sas sarl srl spa snc bv nv vof ab oy oyj as asa aps
kk pty pte sdn bhd holding holdings group gruppe partners associates sons bros enterprises industries eurl sl slu cv ltda cia sro zoo spzoo kft doo ooo oao zao jsc
`);

export const streetMarks = list(`
street st str avenue ave av road rd lane ln drive dr boulevard blvd bvd way court ct place pl square sq terrace crescent highway hwy parkway pkwy route
strasse straße weg platz allee gasse ring ufer damm chaussee calle avenida avda paseo plaza carrera camino rua praca travessa estrada rue chemin impasse quai cours
via viale piazza corso largo vicolo straat laan plein gracht kade vagen gatan gata gade vej katu ulica ul ulitsa prospekt cadde sokak jalan jl
suite apt apartment floor box unit building
`);

export const languageCodes = list(`
aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu
gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr
ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
`);

export const countryCodes = list(`
ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw
cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io
iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz
na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy
sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw xk uk
`);

export const countryCodes3 = list(`
afg ala alb dza asm and ago aia ata atg arg arm abw aus aut aze bhs bhr bgd brb blr bel blz ben bmu btn bol bes bih bwa bvt bra iot brn bgr bfa bdi cpv khm cmr
can cym caf tcd chl chn cxr cck col com cog cod cok cri civ hrv cub cuw cyp cze dnk dji dma dom ecu egy slv gnq eri est swz eth flk fro fji fin fra guf pyf atf
gab gmb geo deu gha gib grc grl grd glp gum gtm ggy gin gnb guy hti hmd vat hnd hkg hun isl ind idn irn irq irl imn isr ita jam jpn jey jor kaz ken kir prk kor
kwt kgz lao lva lbn lso lbr lby lie ltu lux mac mdg mwi mys mdv mli mlt mhl mtq mrt mus myt mex fsm mda mco mng mne msr mar moz mmr nam nru npl nld ncl nzl nic
ner nga niu nfk mkd mnp nor omn pak plw pse pan png pry per phl pcn pol prt pri qat reu rou rus rwa blm shn kna lca maf spm vct wsm smr stp sau sen srb syc sle
sgp sxm svk svn slb som zaf sgs ssd esp lka sdn sur sjm swe che syr twn tjk tza tha tls tgo tkl ton tto tun tur tkm tca tuv uga ukr are gbr usa umi ury uzb vut
ven vnm vgb vir wlf esh yem zmb zwe
`);

const COUNTRY_NAME_LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl'];

const SHORT_COUNTRY_NAMES = `usa, uk, united states of america, great britain, england, scotland, wales, holland, czech republic, russian federation, viet nam,
south korea, north korea, republic of korea, burma, turkey, macedonia, swaziland, ivory coast, cape verde, uae, ussr, yugoslavia`;

/** Country names in seven languages, and common short forms. */
export const countryNames: ReadonlySet<string> = new Set([
  ...COUNTRY_NAME_LANGUAGES.flatMap((language) => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    return [...countryCodes].map((code) => plain(names.of(code.toUpperCase()) ?? code));
  }),
  ...SHORT_COUNTRY_NAMES.split(/,\s*/),
]);

export const currencyCodes: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

/** Lower case without accents. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Lower-case words without accents or punctuation. */
export function plainWords(text: string): string[] {
  return plain(text)
    .replace(/[.’']/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
