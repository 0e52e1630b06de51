import { Page } from '../../app/page.tsx';

export function MapPage() {
  return <Page title="Map">{null}</Page>;
}
