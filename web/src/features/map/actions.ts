import type { Action } from '../../app/actions.ts';

/** What can be done on the map, by key and by button. */
export interface MapTarget {
  readonly hasSelection: boolean;
  readonly hasEntity: boolean;
  readonly isList: boolean;
  readonly find: () => void;
  readonly fit: () => void;
  readonly zoom: (factor: number) => void;
  readonly tidy: () => void;
  readonly centre: () => void;
  readonly expand: () => void;
  readonly hide: () => void;
  readonly showAll: () => void;
  readonly open: () => void;
  readonly changeDepth: (by: number) => void;
  readonly nextDetail: () => void;
  readonly toggleList: () => void;
  readonly clear: () => void;
}

const onMap = ({ isList }: MapTarget): boolean => !isList;
const withEntity = ({ hasEntity }: MapTarget): boolean => hasEntity;

export const mapActions = {
  find: { id: 'find', label: 'Search', keys: ['/'], perform: (map) => map.find() },
  fit: { id: 'fit', label: 'Fit', keys: ['f'], isEnabled: onMap, perform: (map) => map.fit() },
  zoomIn: { id: 'zoom-in', label: 'Zoom in', keys: ['+', '='], isEnabled: onMap, perform: (map) => map.zoom(1.4) },
  zoomOut: { id: 'zoom-out', label: 'Zoom out', keys: ['-'], isEnabled: onMap, perform: (map) => map.zoom(1 / 1.4) },
  tidy: { id: 'tidy', label: 'Tidy', keys: ['t'], isEnabled: onMap, perform: (map) => map.tidy() },
  centre: { id: 'centre', label: 'Show what lies around it', keys: ['c'], isEnabled: withEntity, perform: (map) => map.centre() },
  expand: { id: 'expand', label: 'Add what lies around it', keys: ['e'], isEnabled: withEntity, perform: (map) => map.expand() },
  hide: { id: 'hide', label: 'Hide it', keys: ['h'], isEnabled: withEntity, perform: (map) => map.hide() },
  showAll: { id: 'show-all', label: 'Show what was hidden', keys: ['Shift+h'], perform: (map) => map.showAll() },
  open: { id: 'open', label: 'Open its page', keys: ['o'], isEnabled: ({ hasSelection }) => hasSelection, perform: (map) => map.open() },
  deeper: { id: 'deeper', label: 'One step further', keys: [']'], perform: (map) => map.changeDepth(1) },
  nearer: { id: 'nearer', label: 'One step less', keys: ['['], perform: (map) => map.changeDepth(-1) },
  detail: { id: 'detail', label: 'Next level of detail', keys: ['d'], perform: (map) => map.nextDetail() },
  list: { id: 'list', label: 'Map or list', keys: ['l'], perform: (map) => map.toggleList() },
  clear: { id: 'clear', label: 'Look at nothing', keys: ['Escape'], isEnabled: ({ hasSelection }) => hasSelection, perform: (map) => map.clear() },
} as const satisfies Record<string, Action<MapTarget>>;

export const mapActionList: readonly Action<MapTarget>[] = Object.values(mapActions);
