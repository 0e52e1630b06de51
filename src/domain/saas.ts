/** A field of a SaaS object, as the platform describes it. */
export interface SaasFieldModel {
  /** The name that the platform's API has for it; unique in its object. */
  readonly apiIdentifier: string;
  /** The name that people see. */
  readonly fieldName: string;
  /** The type in the words of the platform. */
  readonly dataType: string;
  readonly isRequired: boolean;
  readonly isUnique: boolean;
  readonly isCustom: boolean;
  /** The platform itself says that its values are personal or secret. */
  readonly isSensitive: boolean;
  readonly description?: string;
  /** API identifiers of the objects whose ids it holds, as the platform says; empty for other fields. */
  readonly references: readonly string[];
}

/** An object of a SaaS application: what a table is to a database. */
export interface SaasObjectModel {
  /** The name that the platform's API has for it, such as `contacts`; unique in its source. */
  readonly apiIdentifier: string;
  /** The name that people see, such as Contact. */
  readonly objectName: string;
  readonly isCustom: boolean;
  readonly description?: string;
  /** Ordered as the platform gives them. */
  readonly fields: readonly SaasFieldModel[];
}

/** How many of one side may be associated with one of the other. */
export type AssociationCardinality = '1:1' | 'N:1' | '1:N' | 'N:M' | 'unknown';

/** An association that the platform defines between two objects; a pair of directions is one. */
export interface SaasAssociationModel {
  /** API identifiers of objects that are in the model. */
  readonly from: string;
  readonly to: string;
  /** The platform's own id of its type; unique within `category` for the two objects. */
  readonly typeId: string;
  readonly label: string;
  /** PLATFORM_DEFINED, USER_DEFINED or CUSTOM where the platform's word means one of them, else that word. */
  readonly category: string;
  readonly cardinality: AssociationCardinality;
  /** API identifier of the field of `from` that holds it; null for associations that no field holds. */
  readonly field: string | null;
  /** What else the platform says, in its own words: the raw category, the id of the other direction, limits, the group of a polymorphic reference. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Everything that a SaaS platform says of the shape of one account. Objects are ordered by API identifier, associations by their ends and type. */
export interface SaasModel {
  readonly objects: readonly SaasObjectModel[];
  readonly associations: readonly SaasAssociationModel[];
  /** What a reader should know, such as objects that the credentials do not show. */
  readonly notes: readonly string[];
}
