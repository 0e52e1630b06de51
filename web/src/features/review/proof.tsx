import { count, percent } from '../../format.ts';
import { Bar } from '../../ui/bar.tsx';
import type { Edge } from './edges.ts';
import { endName, placeName } from './edges.ts';
import type { Evidence, Inclusion, Overlap } from './evidence.ts';

/** How much of each side the other has: counts and shares, of distinct values and of rows. */
export function Proof({ edge, evidence }: { readonly edge: Edge; readonly evidence: Evidence }) {
  const { inclusion, overlap } = evidence;
  if (inclusion !== null) return <InclusionTable edge={edge} inclusion={inclusion} />;
  if (overlap !== null) return <OverlapTable edge={edge} overlap={overlap} evidence={evidence} />;
  return <p className="text-muted">Nothing was counted: no scan has read values for this edge.</p>;
}

function InclusionTable({ edge, inclusion }: { readonly edge: Edge; readonly inclusion: Inclusion }) {
  const { rows, nullRows, distinct, matchedDistinct, orphanDistinct, matchedRows, orphanRows, targetRows, targetNullRows, targetDistinct, coverage } =
    inclusion;
  const targetFilled = targetRows - targetNullRows;
  const used = Math.round(coverage * targetDistinct);
  const isUnique = targetFilled > 0 && targetDistinct === targetFilled;
  return (
    <div className="flex flex-col gap-2">
      <Measure
        name="Distinct values found in the target"
        share={inclusion.containment}
        part={matchedDistinct}
        whole={distinct}
        missing={orphanDistinct}
        missingWord="orphaned"
      />
      <Measure
        name="Rows whose value is found"
        share={inclusion.rowContainment}
        part={matchedRows}
        whole={matchedRows + orphanRows}
        missing={orphanRows}
        missingWord="orphaned"
      />
      <Measure
        name="Target values in use"
        share={coverage}
        part={used}
        whole={targetDistinct}
        missing={targetDistinct - used}
        missingWord="unused"
        isNeutral
      />
      <Measure
        name={isUnique ? 'Target values are unique' : 'Target values repeat'}
        share={targetFilled === 0 ? 0 : targetDistinct / targetFilled}
        part={targetDistinct}
        whole={targetFilled}
        missing={targetFilled - targetDistinct}
        missingWord="repeated"
      />
      <p className="text-xs text-muted">
        {endName(edge.from)}: {count(rows)} rows, {count(nullRows)} without a value{rows > 0 && ` (${percent(nullRows / rows)})`}.
      </p>
    </div>
  );
}

function OverlapTable({ edge, overlap, evidence }: { readonly edge: Edge; readonly overlap: Overlap; readonly evidence: Evidence }) {
  const { inTarget, inSource, raw, shared, isExact, support, oneToOne, byChance, normaliser } = overlap;
  const facts = [
    shared === null ? null : `${count(shared)} distinct values are shared`,
    support === null ? null : `${count(support)} of the smaller side were compared${isExact ? '' : ', a sample'}`,
    byChance === null ? null : `${count(Math.round(byChance))} would be shared by chance`,
    oneToOne === null ? null : `${percent(oneToOne)} of the shared values stand in one row on both sides`,
    raw === null || normaliser === null ? null : `${percent(raw)} without bringing both to one form (${normaliser})`,
  ].filter((fact) => fact !== null);
  return (
    <div className="flex flex-col gap-2">
      <Share name={`${placeName(edge.from, edge)} found in ${placeName(edge.to, edge)}`} share={inTarget} />
      <Share name={`${placeName(edge.to, edge)} found in ${placeName(edge.from, edge)}`} share={inSource} />
      <ul className="list-disc pl-5 text-xs text-muted">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {evidence.corroboration.length > 0 && (
        <table className="w-full text-xs">
          <caption className="mb-1 text-left font-semibold text-muted">In the rows that they join, other columns agree</caption>
          <thead className="text-left text-muted">
            <tr>
              <th className="font-normal">Columns</th>
              <th className="text-right font-normal">Agree</th>
              <th className="text-right font-normal">By chance</th>
              <th className="text-right font-normal">Rows</th>
            </tr>
          </thead>
          <tbody>
            {evidence.corroboration.map(({ source, target, agree, byChance: chance, rows }) => (
              <tr key={`${source} ${target}`}>
                <td className="[overflow-wrap:anywhere]">
                  {source} = {target}
                </td>
                <td className="text-right font-mono">{percent(agree)}</td>
                <td className="text-right font-mono">{percent(chance)}</td>
                <td className="text-right font-mono">{count(rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Measure({
  name,
  share,
  part,
  whole,
  missing,
  missingWord,
  isNeutral = false,
}: {
  readonly name: string;
  readonly share: number;
  readonly part: number;
  readonly whole: number;
  readonly missing: number;
  readonly missingWord: string;
  readonly isNeutral?: boolean;
}) {
  const words = `${count(part)} of ${count(whole)}`;
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-xs">
        <span>{name}</span>
        <span>
          <span className="font-mono font-semibold">{percent(share)}</span> <span className="text-muted">{words}</span>
          {missing > 0 && <span className={isNeutral ? 'text-muted' : 'text-bad'}>{` · ${count(missing)} ${missingWord}`}</span>}
        </span>
      </div>
      <Bar share={share} label={`${name}: ${percent(share)}, ${words}`} tone={isNeutral ? 'muted' : missing === 0 ? 'good' : 'warn'} />
    </div>
  );
}

function Share({ name, share }: { readonly name: string; readonly share: number }) {
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-xs">
        <span className="[overflow-wrap:anywhere]">{name}</span>
        <span className="font-mono font-semibold">{percent(share)}</span>
      </div>
      <Bar share={share} label={`${name}: ${percent(share)}`} tone={share >= 0.95 ? 'good' : 'warn'} />
    </div>
  );
}
