/** The organization of the page, and the way into another one. */
export function OrganizationSwitcher() {
  return null;
}
