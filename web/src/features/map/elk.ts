import ELK from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import { blockOfElk, elkGraphOf, type LayOutPart } from './layout.ts';

/** ELK runs in a worker from a file of its own, which is fetched with the map: it gets ready while the graph is read. */
const elk = new ELK({ workerFactory: () => new Worker(workerUrl) });

export const layOutWithElk: LayOutPart = async (boxes, lines, gap) => blockOfElk(boxes, await elk.layout(elkGraphOf(boxes, lines, gap)));
