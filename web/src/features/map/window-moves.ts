import type { ReactFlowState, useStoreApi } from '@xyflow/react';

interface WindowMoves {
  /** Asks for a call with the next frame. */
  readonly soon: () => void;
  readonly leave: () => void;
}

/** Calls once with each frame in which the window of the map has moved or changed its size, and whenever it is asked for. */
export function onWindowMoves(store: ReturnType<typeof useStoreApi>, call: () => void): WindowMoves {
  let frame = 0;
  const soon = (): void => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      call();
    });
  };
  const hasMoved = (now: ReactFlowState, before: ReactFlowState): boolean =>
    now.transform !== before.transform || now.width !== before.width || now.height !== before.height;
  const leaveStore = store.subscribe((now, before) => {
    if (hasMoved(now, before)) soon();
  });
  return {
    soon,
    leave() {
      leaveStore();
      cancelAnimationFrame(frame);
    },
  };
}
