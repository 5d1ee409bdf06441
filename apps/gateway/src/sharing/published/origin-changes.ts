import type { ChangeRecord } from '../../people/administration-log/index.js';

/** Characters of sites in an entry. Twenty sites of usual length fit. */
const LONGEST_SITES = 1_000;

/** Returns whole sites only: a shortened one could be taken for another site. */
function listSites(sites: readonly string[]): string {
  let shown = 0;
  for (let length = 0; shown < sites.length; shown += 1) {
    length += (sites[shown]?.length ?? 0) + 2;
    if (length > LONGEST_SITES) break;
  }
  const left = sites.length - shown;
  return [...sites.slice(0, shown), ...(left === 0 ? [] : [`${String(left)} more`])].join(', ');
}

/** Returns what the administration log shows about the sites of an embed: those that came, and those that went. */
export function originChangesOf(before: readonly string[], after: readonly string[]): NonNullable<ChangeRecord['changes']> {
  const [added, removed] = [after.filter((one) => !before.includes(one)), before.filter((one) => !after.includes(one))];
  return {
    ...(added.length > 0 && { origins_added: { from: null, to: listSites(added) } }),
    ...(removed.length > 0 && { origins_removed: { from: null, to: listSites(removed) } }),
  };
}
