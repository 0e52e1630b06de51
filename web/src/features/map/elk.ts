import ELK from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import { blockOfElk, elkGraphOf, type LayOutPart } from './layout.ts';

let elk: InstanceType<typeof ELK> | undefined;

/** Lays out a part with ELK, which runs in a worker from a file of its own: it is fetched when the first map is drawn. */
export const layOutWithElk: LayOutPart = async (boxes, lines) => {
  elk ??= new ELK({ workerFactory: () => new Worker(workerUrl) });
  return blockOfElk(boxes, await elk.layout(elkGraphOf(boxes, lines)));
};
