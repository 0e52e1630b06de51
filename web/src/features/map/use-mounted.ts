import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import { nearZoom, windowOf } from './draw.ts';
import type { Scene } from './scene.ts';
import { meet, type Bounds } from './shapes.ts';
import { onWindowMoves } from './window-moves.ts';

/** Cards that become elements of the page with one frame: more at once are felt as a stall. */
const perFrame = 4;
const none: ReadonlySet<string> = new Set();

/** Ids of the cards that are elements of the page: near by those in the window, a few more with each frame. What is none yet is drawn. */
export function useMounted(scene: Scene): ReadonlySet<string> {
  const store = useStoreApi();
  const [mounted, setMounted] = useState(none);
  const current = useRef(none);

  useEffect(() => {
    const { soon, leave } = onWindowMoves(store, () => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const next = zoom < nearZoom ? none : stepped(current.current, scene, windowOf({ x, y, zoom, width, height }));
      if (next === current.current) return;
      current.current = next;
      setMounted(next);
      soon();
    });
    soon();
    return leave;
  }, [scene, store]);

  return mounted;
}

/** A few more of those in the window, without those that are far from it; the same set where nothing is left to do. */
function stepped(mounted: ReadonlySet<string>, { cards }: Scene, window: Bounds): ReadonlySet<string> {
  const [wide, high] = [(window.right - window.left) / 2, (window.bottom - window.top) / 2];
  const around = { left: window.left - wide, top: window.top - high, right: window.right + wide, bottom: window.bottom + high };
  const kept = cards.filter(({ id, bounds }) => mounted.has(id) && meet(bounds, around));
  const added = cards.filter(({ id, bounds }) => !mounted.has(id) && meet(bounds, window)).slice(0, perFrame);
  return added.length === 0 && kept.length === mounted.size ? mounted : new Set([...kept, ...added].map(({ id }) => id));
}
