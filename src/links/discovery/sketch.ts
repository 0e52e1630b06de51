import { mkdir } from 'node:fs/promises';
import { attributesOf, type Attribute, type LinkSource } from './attributes.ts';
import { countersOf } from './counters.ts';
import { COMPARED_IN_SOURCE, fingerprint, halved, type Workspace } from './fingerprints.ts';
import { gatherShapes } from './overlaps.ts';

/** What a source is compared by, made of it once. */
export interface SourceSketch {
  /** Where its files lie, ending in `/`: hashes of values, and their shapes. */
  readonly directory: string;
  /** Numbered from 0, as those of the only source. */
  readonly attributes: readonly Attribute[];
  /** Attributes whose values are consecutive numbers, by id. */
  readonly counters: readonly number[];
}

/** A source with its rows and what it is compared by. */
export interface SketchedSource extends LinkSource {
  readonly sketch: SourceSketch;
}

/**
 * Tells which attributes of a source can be identity, and hashes their values into the directory of the workspace, which is its own from then on: what it
 * can be compared by with any other source. Nothing is known of others here.
 */
export async function sketchSource(space: Workspace, source: LinkSource, signal: AbortSignal): Promise<SourceSketch> {
  const { directory } = space;
  const attributes = halved(await attributesOf(source, signal), COMPARED_IN_SOURCE);
  await fingerprint(space, source, attributes, signal);
  await gatherShapes(space, [{ directory, firstAttribute: 0, staging: source.staging }], signal);
  return { directory, attributes, counters: [...(await countersOf(space, signal))] };
}

/** Sketches sources one after the other, in directories below the workspace's. */
export async function sketched(space: Workspace, sources: readonly LinkSource[], signal: AbortSignal): Promise<SketchedSource[]> {
  const made: SketchedSource[] = [];
  for (const [i, source] of sources.entries()) {
    const directory = `${space.directory}sketch_${i}/`;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    made.push({ ...source, sketch: await sketchSource({ ...space, directory }, source, signal) });
  }
  return made;
}
