/** What stands before the @ of mailboxes that several people read or nobody does, in small letters. Source of the first line: RFC 2142. */
const roles = `
  abuse ftp hostmaster info marketing news noc postmaster sales security support usenet uucp webmaster www
  account accounting accounts admin administrator all billing booking bookings careers contact contacto contactus customerservice customercare enquiries enquiry
  feedback finance hello help helpdesk hr inquiries inquiry invoice invoices it jobs legal mail mailbox media office orders payable payables payments pr press
  privacy procurement purchasing reception recruiting recruitment reservations returns service services shop staff subscribe team unsubscribe
  noreply no-reply no_reply donotreply do-not-reply do_not_reply mailer-daemon bounce bounces nobody none noemail no-email test example anonymous unknown
  buchhaltung bestellung einkauf empfang kontakt rechnung rechnungen verkauf vertrieb zentrale
  ventas facturacion administracion atencion pedidos comercial contabilidad compras
  accueil facturation comptabilite commande commandes ventes achats
  amministrazione vendite fatturazione ordini acquisti contatti
  vendas financeiro atendimento faturamento
`
  .trim()
  .split(/\s+/);

const list = roles.map((role) => `'${role}'`).join(', ');

/** SQL test whether a text is one address of a mailbox that stands for whoever is on duty, and for no person. */
export function isRoleMailbox(v: string): string {
  return `(split_part(lower(trim(${v})), '@', 1) IN (${list}) AND split_part(${v}, '@', 2) <> '' AND split_part(${v}, '@', 3) = '')`;
}
