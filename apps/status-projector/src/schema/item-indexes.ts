export const writtenIndex = (s: string): string => `
create index asset_written on ${s}.asset (owner, written_in) where written_in is not null;`;

export const followUpsFailedIndex = (s: string): string => `
create index asset_follow_ups_failed on ${s}.asset (owner, created_at, asset_id)
  where state @? '$.steps[*] ? (@.kind == "followUp" && @.phase == "failed")';`;
