/** A binary heap: `pop` answers with the least item by `before`. */
export interface PriorityQueue<Item> {
  push(item: Item): void;
  pop(): Item | undefined;
}

/** `before(a, b)`: whether a comes out before b. */
export function priorityQueue<Item>(before: (a: Item, b: Item) => boolean): PriorityQueue<Item> {
  const heap: Item[] = [];

  function rise(from: number, item: Item): void {
    let at = from;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up] as Item;
      if (!before(item, parent)) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = item;
  }

  function sink(item: Item): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const down = right < heap.length && before(heap[right] as Item, heap[left] as Item) ? right : left;
      const child = heap[down] as Item;
      if (!before(child, item)) break;
      heap[at] = child;
      at = down;
    }
    heap[at] = item;
  }

  return {
    push(item) {
      heap.push(item);
      rise(heap.length - 1, item);
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (heap.length > 0 && last !== undefined) sink(last);
      return first;
    },
  };
}
