import type { ClientBase } from 'pg';

/** Who may read the tables now may read those that take their place. */
export async function copyGrants(client: ClientBase, from: string, to: string): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `with grantee as (select 0::oid as id, 'public' as name union all select oid, quote_ident(rolname) from pg_roles)
     select format('grant %s on schema %I to %s', a.privilege_type, $2::text, g.name) as statement
     from pg_namespace n, aclexplode(n.nspacl) a join grantee g on g.id = a.grantee
     where n.nspname = $1 and a.grantee <> n.nspowner
     union all
     select format('grant %s on %I.%I to %s', a.privilege_type, $2::text, c.relname, g.name)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a join grantee g on g.id = a.grantee
     where n.nspname = $1 and c.relkind in ('r', 'v') and a.grantee <> c.relowner
       and to_regclass(format('%I.%I', $2::text, c.relname)) is not null`,
    [from, to],
  );
  for (const { statement } of rows) await client.query(statement);
}
