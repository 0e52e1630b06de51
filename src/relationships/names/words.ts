/** Word lists that hold for any schema, in several languages. Nothing here names a table or a product. */

/** Kinds of key words, at the end (`customer_id`) or the beginning (`id_customer`, `fk_customer`) of a name. */
export type KeyWordClass = 'id' | 'key' | 'code' | 'number' | 'reference' | 'name';

const classes: Record<KeyWordClass, string> = {
  id: 'id ids uid guid uuid oid pid rowid identifier identificador ident identifiant kennung identyfikator recid sysid sid',
  key: 'key keys sk pk bk fk clave cle chave llave schluessel schlussel klucz sleutel nyckel chiave',
  code: 'code codes cd cod codigo kod kode codice koodi kennzeichen kuerzel abbr iso symbol',
  number: 'no nr num number nbr numero numer nummer nro broj cislo numéro',
  reference: 'ref reference fkey link referencia referenz verweis',
  name: 'name nm nombre nome nom bezeichnung nazwa naam namn title slug label',
};

export const keyWords: ReadonlyMap<string, KeyWordClass> = new Map(
  Object.entries(classes).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind as KeyWordClass] as const)),
);

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/u));

/** First words of table names that say what kind of table it is, not what it holds. */
export const tablePrefixes = set(
  'tbl tb tab t dim fact fct stg staging src raw mst mstr trx vw view tmp ods dwh dw app xref lkp lu lookup mv d f m r',
);

/** Words that say which part another record plays. */
export const roleWords = set(`
  parent child root leaf source src target dst dest destination origin from to old new prev previous next first last start end begin
  billing bill shipping ship sold delivery invoice home away primary secondary main default current original initial final best
  left right top sub super base master owner creator author manager lead head boss chief supervisor responsible assigned assignee
  approved approver reviewer reporter requested requester sender receiver recipient buyer seller payer payee winner loser
  created updated modified deleted changed closed opened cancelled canceled posted submitted registered entered by via in on for of
  canonical display alternate alt preferred fixed internal external related linked replaced superseded master dependent
  jefe padre madre superior origen destino creado creador responsable encargado vendedor remitente destinatario
  chef pere parent origine cree auteur responsable vendeur vorgesetzter chef eltern quelle ziel erstellt von nach
  pai gerente criado responsavel origem`);

/** Last words of columns that say what kind of thing the column beside them refers to: `subject_type` beside `subject_id`. */
export const kindWords = set('type kind class model entity table object tipo clase classe modelo typ art klasse tabelle');

/** Words of columns that point back into their own table. */
export const selfRoleWords = set(`
  parent root boss manager supervisor reports report superior predecessor successor previous prev next original replaced replaces superseded
  duplicate related leader lead head mentor master ancestor child father mother reply thread main up
  jefe padre madre superior chef pere eltern vorgesetzter vorgaenger pai mae gerente nadrzedny rodzic overordnet ouder`);

/** Words of columns that say which person did something. */
export const personRoleWords = set(`
  author creator owner manager user assigned assignee approver approved reviewer reporter requester requested sender receiver recipient
  created updated modified deleted changed closed opened posted submitted entered by agent rep representative responsible contact member
  supervisor employee staff operator handler buyer seller cashier clerk salesperson lead boss follower followee friend player student teacher
  instructor patient doctor driver guest host customer client usuario autor jefe creado modificado empleado vendedor responsable cliente
  utilisateur auteur employe vendeur benutzer ersteller mitarbeiter verkaeufer bearbeiter usuario criado funcionario vendedor`);

/** Words of tables that hold people or accounts of people. */
export const personTableWords = set(`
  user account person people employee staff member profile contact customer client agent worker personnel operator author
  usuario persona empleado cliente trabajador personal utilisateur personne employe salarie benutzer nutzer mitarbeiter person kunde
  funcionario pessoa colaborador uzytkownik pracownik osoba gebruiker medewerker anvandare`);

/** Words of columns that measure, describe or date something, and hence refer to nothing. */
export const measureWords = set(`
  amount amt price cost total sum qty quantity count cnt avg average mean min max rate ratio percent pct percentage score points point
  balance tax discount fee salary wage revenue sales profit margin budget value val weight height width length size depth volume area
  lat latitude lng lon longitude alt altitude year month day week hour minute second date time timestamp datetime dob age duration
  milliseconds seconds ms rank ranking position pos order ord sort sequence seq index idx level lvl version ver revision priority
  description desc comment comments note notes text content body message remark remarks memo address addr street email mail phone tel
  fax url uri link website path file filename image photo logo picture flag active enabled is has lft rgt offset limit
  importe precio cantidad monto saldo fecha anio ano mes dia hora valor peso descripcion observaciones limite telefono direccion
  montant prix quantite date betrag preis menge datum jahr wert gewicht beschreibung valor preco quantidade quantia data kwota cena ilosc
  start end`);

/** Names that many unrelated tables share. */
export const genericNames = set(`
  name type status state description title code value category kind class label country city zip region language currency gender
  nombre tipo estado descripcion titulo valor categoria pais ciudad nom type statut ville pays typ status stadt land nome cidade`);
