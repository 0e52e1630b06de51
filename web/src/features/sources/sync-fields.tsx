import { useQuery } from '@tanstack/react-query';
import { Field, SelectField } from '../../ui/field.tsx';
import { systemSourcesQuery } from './queries.ts';

/** Where Airbyte lands a source, and how Airbyte calls it. */
export interface SyncEntered {
  readonly system_source_id: string;
  readonly airbyte_source_id: string;
}

export function SyncFields({
  entered,
  onEnter,
  problems,
}: {
  readonly entered: SyncEntered;
  readonly onEnter: (entered: SyncEntered) => void;
  readonly problems: Readonly<Record<string, string>>;
}) {
  const { data: databases = [] } = useQuery(systemSourcesQuery);
  return (
    <>
      <SelectField
        label="Lands in"
        value={entered.system_source_id}
        error={problems['system_source_id']}
        hint="The database or files that the sync fills. It is a source of its own: add it first."
        onChange={({ target }) => onEnter({ ...entered, system_source_id: target.value })}
      >
        <option value="">–</option>
        {databases.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <Field
        label="Source id in Airbyte"
        autoComplete="off"
        spellCheck={false}
        value={entered.airbyte_source_id}
        error={problems['airbyte_source_id']}
        hint="With an Airbyte account of the organization, its connections are found by it and kept true."
        onChange={({ target }) => onEnter({ ...entered, airbyte_source_id: target.value })}
      />
    </>
  );
}
