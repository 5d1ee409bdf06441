/**
 * Compressing a state with PostgreSQL's own method takes longer than all else that its row costs. Rows that are there keep
 * theirs until they are written again. A server may be built without lz4.
 */
export const compressWithLz4 = (s: string): string => `
do $$ begin
  if exists (select from pg_settings where name = 'default_toast_compression' and 'lz4' = any (enumvals)) then
    alter table ${s}.asset
      alter column state set compression lz4,
      alter column personal set compression lz4;
  end if;
end $$;`;
