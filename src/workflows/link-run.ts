import type { EntityLinkFinding, LinkPlace } from '../domain/edge.ts';
import { pathKey } from '../domain/entity.ts';
import { exchanged } from '../domain/link-direction.ts';
import type { LinkEvidence } from '../domain/link-evidence.ts';
import type { NamedSource } from '../links/discovery/attributes.ts';
import { discoverLinks, type LinkEnd } from '../links/discovery/discover.ts';
import type { LinkScan } from '../store/scan-entity-links.ts';
import { kept } from './kept-results.ts';
import type { FindKept, KnownSource } from './link-fingerprints.ts';
import { inLinkWorkspace } from './link-workspace.ts';
import type { LinkedSource } from './source-sketch.ts';
import type { WorkDirectory } from './work-directory.ts';

/** What is found of the sources of a scan, and with sources that were not read. */
interface Found extends Pick<LinkScan, 'findings' | 'unread'> {
  readonly beyond: LinkScan['findings'];
}

interface LinkRun {
  /** In any order. */
  readonly sources: readonly (() => Promise<LinkedSource>)[];
  readonly work: WorkDirectory;
  readonly dataKey: Uint8Array;
  /** Finds what is kept of other sources by hashes that it shares. */
  readonly others: FindKept;
  readonly signal: AbortSignal;
  /** Told what was done. */
  readonly onStep: (step: string) => void;
}

type Place = Pick<KnownSource, 'sourceId' | 'kind' | 'copiedFrom'>;

/** Less likely links are not kept: the band of possible ones begins here. */
const LEAST_CONFIDENCE = 0.3;

/** Finds the links among what is kept of sources; `sourceId`: only those with this source. */
export async function findKeptLinks(
  run: Pick<LinkRun, 'work' | 'dataKey' | 'signal' | 'onStep'>,
  known: readonly KnownSource[],
  sourceId: string | null,
): Promise<readonly EntityLinkFinding[]> {
  const fresh = sourceId === null ? null : known.flatMap((one, i) => (one.sourceId === sourceId ? [i] : []));
  if (known.length < 2 || fresh?.length === 0) return [];
  const { beyond } = await inWorkspace({ ...run, others: async () => known }, [], fresh);
  return beyond;
}

/** Finds the links between the sources of a scan, or takes what the work directory keeps of it. The order of the sources makes no difference. */
export async function findLinks({ sources, work, dataKey, others, signal, onStep }: LinkRun): Promise<Found> {
  return kept(work, 'links', signal, async () => {
    const linked: LinkedSource[] = [];
    for (const source of sources) linked.push(await source());
    linked.sort((a, b) => compare(a.name, b.name) || compare(a.sourceId, b.sourceId));
    const found = await inWorkspace({ work, dataKey, others, signal, onStep }, linked, null);
    return { ...found, unread: linked.flatMap(({ sourceId, unread }) => unread.map((object) => ({ sourceId, object }))) };
  });
}

async function inWorkspace(
  { work, dataKey, others, signal, onStep }: Omit<LinkRun, 'sources'>,
  sources: readonly LinkedSource[],
  fresh: readonly number[] | null,
): Promise<Omit<Found, 'unread'>> {
  const sketches = sources.map(({ sketch }) => sketch.directory);
  return inLinkWorkspace({ work, name: 'link-hashes', dataKey, sketches }, async (space) => {
    let known: readonly KnownSource[] = [];
    const found = await discoverLinks({
      space,
      sources,
      fresh,
      leastConfidence: LEAST_CONFIDENCE,
      others: async (probes) => (known = await others(probes)),
      signal,
      onStep,
    });
    const all: readonly (Place & NamedSource)[] = [...sources, ...known];
    const findings = found.findings.map(({ source, target, linkType, confidence, evidence }) => {
      const [one, other] = [all[source.source], all[target.source]];
      // Sources that were not read come after the others whatever their names.
      const isTurned = one !== undefined && other !== undefined && (compare(one.name, other.name) || compare(one.sourceId, other.sourceId)) > 0;
      const [from, to] = isTurned ? [target, source] : [source, target];
      return {
        source: placeOf(all, from),
        target: placeOf(all, to),
        isBeyond: source.source >= sources.length || target.source >= sources.length,
        linkType,
        score: rounded(confidence),
        evidence: roundedEvidence(isTurned ? exchanged(evidence) : evidence),
      };
    });
    const news = findings.filter(({ source, target }) => !isCopy(all, source, target) && !isCopy(all, target, source));
    const taken = (isBeyond: boolean): EntityLinkFinding[] => news.flatMap(({ isBeyond: is, ...finding }) => (is === isBeyond ? [finding] : []));
    return { findings: taken(false), beyond: taken(true) };
  });
}

/** Elements of an array belong to the object that holds it. */
function placeOf(sources: readonly (Place & NamedSource)[], end: LinkEnd): LinkPlace {
  const source = sources[end.source];
  const entity = source?.model.entities[end.entity];
  const attribute = entity?.attributes[end.attribute];
  if (source === undefined || entity === undefined || attribute === undefined)
    throw new Error('a link ends at an attribute that its source does not have');
  return { sourceId: source.sourceId, kind: source.kind, path: entity.derived?.from ?? entity.path, attribute: attribute.name };
}

function isCopy(sources: readonly Place[], copy: LinkPlace, original: LinkPlace): boolean {
  const from = sources.find(({ sourceId }) => sourceId === copy.sourceId)?.copiedFrom ?? null;
  return from !== null && from.sourceId === original.sourceId && from.tables.some((table) => pathKey(table) === pathKey(original.path));
}

/** Sums of the engine differ in their last digits from run to run; what is stored must not. */
function roundedEvidence(evidence: LinkEvidence): LinkEvidence {
  return {
    ...evidence,
    features: evidence.features.map((feature) => ({ ...feature, contribution: rounded(feature.contribution) })),
    raw_score: rounded(evidence.raw_score),
    confidence: rounded(evidence.confidence),
  };
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
