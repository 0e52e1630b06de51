import { Field, SelectField, TextField } from '../../ui/field.tsx';
import { textOf, type Entered, type SchemaField } from './schema-fields.ts';

interface FormProps {
  readonly fields: readonly SchemaField[];
  readonly entered: Entered;
  readonly onEnter: (name: string, value: string | boolean) => void;
  /** What is wrong, by name of the field. */
  readonly problems: Readonly<Record<string, string>>;
  /** Secrets are stored already: an empty field leaves them. */
  readonly keepsSecrets?: boolean;
}

/** A form of a connector's configuration: what it needs first, the rest folded away. */
export function SchemaForm(props: FormProps) {
  const isFirst = ({ isRequired, kind, name }: SchemaField): boolean => isRequired || kind === 'secret' || ['host', 'port'].includes(name);
  const first = props.fields.filter(isFirst);
  const rest = props.fields.filter((field) => !isFirst(field));
  const isOpen = rest.some(({ name }) => props.problems[name] !== undefined);
  return (
    <>
      <Inputs {...props} fields={first} />
      {rest.length > 0 && (
        <details open={isOpen || undefined} className="rounded-md border border-line">
          <summary className="px-3 py-2 font-medium">More settings</summary>
          <div className="flex flex-col gap-4 border-t border-line p-3">
            <Inputs {...props} fields={rest} />
          </div>
        </details>
      )}
    </>
  );
}

function Inputs({ fields, entered, onEnter, problems, keepsSecrets = false }: FormProps) {
  return fields.map((field) => {
    const { name, kind, choices } = field;
    const value = entered[name];
    if (kind === 'boolean') {
      return (
        <label key={name} className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-1"
            checked={(value ?? field.default) === true}
            onChange={({ target }) => onEnter(name, target.checked)}
          />
          <span>
            <span className="font-medium">{field.label}</span>
            {field.hint !== undefined && <span className="block text-xs text-muted">{field.hint}</span>}
          </span>
        </label>
      );
    }
    const common = {
      label: field.isRequired ? `${field.label} (required)` : field.label,
      name,
      hint: keepsSecrets && kind === 'secret' ? [field.hint, 'Leave it empty to keep what is stored.'].filter(Boolean).join(' · ') : field.hint,
      error: problems[name],
      value: typeof value === 'string' ? value : '',
    };
    if (kind === 'choice') {
      return (
        <SelectField key={name} {...common} onChange={({ target }) => onEnter(name, target.value)}>
          <option value="">{field.default === undefined ? '–' : `${textOf(field.default)} (default)`}</option>
          {choices
            .filter((choice) => choice !== field.default || value === choice)
            .map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
        </SelectField>
      );
    }
    if (kind === 'list' || kind === 'json') {
      return (
        <TextField
          key={name}
          {...common}
          hint={[field.hint, kind === 'list' ? 'One a line.' : 'As JSON.'].filter(Boolean).join(' · ')}
          rows={kind === 'list' ? 2 : 4}
          spellCheck={false}
          placeholder={placeholderOf(field)}
          onChange={({ target }) => onEnter(name, target.value)}
        />
      );
    }
    return (
      <Field
        key={name}
        {...common}
        type={kind === 'secret' ? 'password' : 'text'}
        inputMode={kind === 'number' ? 'decimal' : undefined}
        autoComplete={kind === 'secret' ? 'new-password' : 'off'}
        spellCheck={false}
        placeholder={placeholderOf(field)}
        onChange={({ target }) => onEnter(name, target.value)}
      />
    );
  });
}

function placeholderOf({ default: value }: SchemaField): string | undefined {
  return value === undefined || value === null ? undefined : textOf(value);
}
