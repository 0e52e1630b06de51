import { parse } from 'tldts';

const SEPARATORS = /[\s,;|"[\]]+/;

/**
 * The domains that the hosts of a text were registered as, by the public suffix list; of addresses, mailboxes and hosts, of which a text may hold several.
 * Domains under which a company lets its customers register their own are suffixes, too.
 */
export function registrableDomainsOf(text: string): string[] {
  const domains = text
    .toLowerCase()
    .split(SEPARATORS)
    .flatMap((part) => {
      const { domain, isIp } = parse(part, { allowPrivateDomains: true });
      return domain === null || isIp === true ? [] : [domain];
    });
  return [...new Set(domains)];
}
