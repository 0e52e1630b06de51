/** Names of one invented database, all in one convention. */
export interface Convention {
  /** The words of a new entity. */
  entity(kind: 'entity' | 'lookup' | 'facts'): string[];
  table(words: readonly string[], taken: readonly string[]): string;
  key(words: readonly string[]): string;
  child(parent: readonly string[], key: string, withRole: boolean): string;
  self(words: readonly string[]): string;
  /** What a table of people is called. */
  people(): string[];
  /** A column that says which person did something. */
  person(): string;
  column(word: string): string;
  attribute(kind: string): string;
  word(): string;
  readonly parts: readonly string[];
}

interface Language {
  readonly entities: readonly string[];
  readonly lookups: readonly string[];
  readonly facts: readonly string[];
  readonly roles: readonly string[];
  readonly self: readonly string[];
  readonly people: readonly string[];
  readonly personRoles: readonly string[];
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly keys: readonly string[];
  readonly parts: readonly string[];
  readonly plural: (word: string) => string;
  readonly keyFirst: number;
}

const list = (text: string): string[] => text.split(' ');

const languages: readonly Language[] = [
  {
    entities: list(
      'customer supplier employee warehouse vehicle project contract campaign building course student patient doctor ticket device sensor farm animal author book journal hotel room machine branch region station recipe player team match tournament policy claim',
    ),
    lookups: list('status type category currency unit priority grade color country language'),
    facts: list('payment visit reading shipment booking loan transfer event session review measurement delivery invoice order'),
    roles: list('billing shipping primary secondary origin target old new sender receiver created approved assigned home away'),
    self: list('parent manager previous reports_to replaced_by root'),
    people: list('user employee person member account staff'),
    personRoles: list('author created_by owner assigned_to updated_by approved_by manager reviewer requester sales_rep responsible last_editor'),
    attributes: {
      count: list('quantity stock visits seats pieces attempts floors'),
      amount: list('price cost salary amount tax'),
      year: list('year founded built season'),
      date: list('created date due opened'),
      flag: list('active deleted visible is_open'),
      category: list('kind state class shape'),
      text: list('description notes comment remark'),
      score: list('score rating level age'),
      order: list('position rank sort_order line'),
      phone: list('phone fax mobile'),
      number: list('weight height points hours size'),
    },
    keys: list('id id id key no code uid'),
    parts: list('detail profile info settings extension'),
    plural: (word) => (word.endsWith('y') ? `${word.slice(0, -1)}ies` : /(?:s|x|ch)$/u.test(word) ? `${word}es` : `${word}s`),
    keyFirst: 0.1,
  },
  {
    entities: list(
      'cliente proveedor empleado almacen vehiculo proyecto contrato edificio curso alumno paciente medico equipo sensor finca animal autor libro revista hotel habitacion maquina sucursal provincia',
    ),
    lookups: list('estado tipo categoria moneda unidad prioridad pais idioma'),
    facts: list('pago visita lectura envio reserva prestamo evento sesion entrega factura pedido'),
    roles: list('origen destino anterior nuevo creado aprobado principal'),
    self: list('padre jefe anterior superior'),
    people: list('usuario empleado persona'),
    personRoles: list('autor creado_por responsable vendedor jefe'),
    attributes: {
      count: list('cantidad existencias plazas piezas'),
      amount: list('precio importe salario costo'),
      year: list('anio fundado'),
      date: list('fecha creado'),
      flag: list('activo visible'),
      category: list('clase forma'),
      text: list('descripcion notas observaciones'),
      score: list('nota nivel edad'),
      order: list('posicion orden linea'),
      phone: list('telefono fax'),
      number: list('peso altura puntos horas'),
    },
    keys: list('id codigo id cod clave'),
    parts: list('detalle perfil datos'),
    plural: (word) => (/[aeiou]$/u.test(word) ? `${word}s` : `${word}es`),
    keyFirst: 0.7,
  },
  {
    entities: list(
      'kunde lieferant mitarbeiter lager fahrzeug projekt vertrag gebaeude kurs schueler patient arzt geraet tier autor buch zeitschrift zimmer maschine filiale',
    ),
    lookups: list('zustand art waehrung einheit stufe land sprache'),
    facts: list('zahlung besuch messung lieferung buchung ausleihe sitzung rechnung bestellung'),
    roles: list('alt neu von nach haupt erstellt'),
    self: list('vorgesetzter vorgaenger eltern'),
    people: list('benutzer mitarbeiter person'),
    personRoles: list('autor ersteller bearbeiter verkaeufer'),
    attributes: {
      count: list('menge bestand plaetze stueck'),
      amount: list('preis betrag gehalt kosten'),
      year: list('jahr baujahr'),
      date: list('datum erstellt'),
      flag: list('aktiv sichtbar'),
      category: list('klasse form'),
      text: list('beschreibung bemerkung'),
      score: list('note alter'),
      order: list('position rang zeile'),
      phone: list('telefon fax'),
      number: list('gewicht hoehe punkte stunden'),
    },
    keys: list('id nr nummer kennung'),
    parts: list('detail profil daten'),
    plural: (word) => (word.endsWith('e') ? `${word}n` : word.endsWith('ung') ? `${word}en` : word),
    keyFirst: 0.05,
  },
  {
    entities: list(
      'client fournisseur salarie entrepot vehicule projet contrat batiment cours eleve medecin appareil ferme auteur livre chambre machine agence',
    ),
    lookups: list('statut genre devise unite priorite pays langue'),
    facts: list('paiement visite mesure envoi reservation pret seance facture commande'),
    roles: list('origine ancien nouveau principal cree'),
    self: list('parent chef precedent'),
    people: list('utilisateur employe personne'),
    personRoles: list('auteur responsable vendeur chef'),
    attributes: {
      count: list('quantite stock places pieces'),
      amount: list('prix montant salaire cout'),
      year: list('annee'),
      date: list('date'),
      flag: list('actif visible'),
      category: list('classe forme'),
      text: list('description remarque'),
      score: list('note niveau age'),
      order: list('position rang ligne'),
      phone: list('telephone fax'),
      number: list('poids hauteur points heures'),
    },
    keys: list('id code numero num ref'),
    parts: list('detail profil'),
    plural: (word) => (word.endsWith('s') ? word : `${word}s`),
    keyFirst: 0.5,
  },
];

/** Draws a convention: language, case, plural tables, prefixes, and how keys and children are called. */
export function conventionOf(random: () => number): Convention {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const language = random() < 0.5 ? (languages[0] as Language) : pick(languages);
  const style = pick(['snake', 'snake', 'camel', 'pascal', 'upper'] as const);
  const plural = random() < 0.6;
  const prefix = random() < 0.2 ? pick(['tbl', 't', 'app', 'erp']) : '';
  const key = pick(language.keys);
  const keyFirst = random() < language.keyFirst;
  const keyStyle = pick(['bare', 'bare', 'table', 'table', 'initials'] as const);
  const childStyle = pick(['table', 'table', 'table', 'key', 'fk', 'bareTable', 'short'] as const);
  const vague = random() < 0.4 ? 0.25 : 0;
  const nameless = random() < 0.12;
  const personKeyed = random() < 0.75;
  let counter = 0;
  const join = (words: readonly string[]): string => {
    const parts = words.flatMap((word) => word.split('_'));
    if (style === 'snake') return parts.join('_');
    if (style === 'upper') return parts.join('_').toUpperCase();
    const capital = (word: string) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`;
    return parts.map((word, i) => (i === 0 && style === 'camel' ? word : capital(word))).join('');
  };
  const keyed = (words: readonly string[]): string => (keyFirst ? join([key, ...words]) : join([...words, key]));
  const cut = (word: string): string => (word.length > 5 ? word.slice(0, 3 + (word.length % 2)) : word);
  const used = new Set<string>();
  const hidden = (letter: string): string => {
    counter += 1;
    return `${letter}${counter}`;
  };
  return {
    parts: language.parts,
    entity(kind) {
      const pool = kind === 'entity' ? language.entities : kind === 'lookup' ? language.lookups : language.facts;
      for (let attempt = 0; attempt < 40; attempt += 1) {
        const words = random() < 0.25 || attempt > 20 ? [pick(language.entities), pick(pool)] : [pick(pool)];
        if (used.has(words.join(' '))) continue;
        used.add(words.join(' '));
        return words;
      }
      return [pick(pool), hidden('x')];
    },
    table(words, taken) {
      if (nameless) return hidden('T');
      const last = words.at(-1) ?? '';
      let name = join([...(prefix === '' ? [] : [prefix]), ...words.slice(0, -1), plural ? language.plural(last) : last]);
      while (taken.some((other) => other.toLowerCase() === name.toLowerCase())) name = `${name}2`;
      return name;
    },
    key(words) {
      if (nameless) return hidden('f');
      if (keyStyle === 'bare') return join([key]);
      return keyStyle === 'initials' ? keyed([words.map((word) => word.slice(0, 3)).join('')]) : keyed(words);
    },
    child(parent, name, withRole) {
      if (nameless) return hidden('f');
      if (random() < vague) return random() < 0.5 ? join([pick(language.roles)]) : keyed([pick(language.roles)]);
      const role = withRole ? [pick(language.roles)] : [];
      if (childStyle === 'key' && keyStyle !== 'bare')
        return withRole ? join([...role, ...name.split(/_|(?=[A-Z][a-z])/u).map((word) => word.toLowerCase())]) : name;
      if (childStyle === 'fk') return join(['fk', ...role, ...parent]);
      if (childStyle === 'bareTable') return join([...role, ...parent]);
      if (childStyle === 'short') return keyed([...role, ...parent.map(cut)]);
      return keyed([...role, ...parent]);
    },
    self(words) {
      if (nameless) return hidden('f');
      const role = pick(language.self);
      return random() < 0.4 ? keyed([role, ...words]) : random() < 0.7 ? keyed([role]) : join([role]);
    },
    people() {
      const word = pick(language.people);
      used.add(word);
      return [word];
    },
    person: () => (nameless ? hidden('f') : personKeyed ? keyed([pick(language.personRoles)]) : join([pick(language.personRoles)])),
    column: (word) => (nameless ? hidden('f') : join([word])),
    attribute: (kind) => pick(language.attributes[kind] ?? ['value']),
    word: () => pick(language.entities),
  };
}
