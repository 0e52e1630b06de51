import { Page } from '../../app/page.tsx';

export function HealthPage() {
  return <Page title="Health">{null}</Page>;
}
