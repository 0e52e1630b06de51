import { Empty } from '../ui/empty.tsx';

export function NotFound() {
  return <Empty title="There is no such page">The address may be of another version, or what it showed is gone. The pages are in the menu.</Empty>;
}
