import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { ulid } from 'ulid';

/** Creates a second user with a library and a token, bypassing the API. Returns the token. */
export async function strangersToken(databaseUrl: string): Promise<string> {
  const token = `tl_${randomBytes(24).toString('hex')}`;
  const user = ulid();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`insert into control.library (id, name, personal) values ($1, 'stranger', true)`, [user]);
    await client.query(`insert into control."user" (id, name, role, library_id) values ($1, 'stranger', 'operator', $1)`, [user]);
    await client.query(`insert into control.library_member (library_id, user_id, role) values ($1, $1, 'owner')`, [user]);
    await client.query(
      'insert into control.token (id, user_id, library_id, name, scopes, hash) values ($1, $2, $2, $3, $4, $5)',
      [randomUUID(), user, 'stranger', ['read', 'write'], createHash('sha256').update(token).digest('hex')],
    );
  } finally {
    await client.end();
  }
  return token;
}
