import { WaitingError } from '@throughline/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { AccountIdentity, IdentityRequest } from '../oauth/oauth-service.js';
import { parseJsonOrUndefined, unreadableError } from '../oauth/service-errors.js';
import { toResponseError } from './google-errors.js';

const Name = Type.String({ minLength: 1, maxLength: 320 });
const about = Compile(Type.Object({ user: Type.Object({ emailAddress: Name, permissionId: Name }) }));
const channels = Compile(
  Type.Object({
    items: Type.Optional(Type.Array(Type.Object({ id: Name, snippet: Type.Object({ title: Name }) }))),
  }),
);

const ask = async ({ line, accessToken, signal }: IdentityRequest, url: string, api: string): Promise<unknown> => {
  const answer = await line.ask(url, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status !== 200) throw toResponseError(answer, api);
  return parseJsonOrUndefined(answer.text);
};

/** Returns the account of a Google Drive (`about.get`, https://developers.google.com/drive/api/reference/rest/v3/about/get). */
export async function identifyDriveAccount(request: IdentityRequest): Promise<AccountIdentity> {
  const raw = await ask(request, `${request.apiUrl}/drive/v3/about?fields=user(emailAddress,permissionId)`, 'Drive API');
  if (!about.Check(raw)) throw unreadableError(200, 'Google');
  return { id: raw.user.permissionId, name: raw.user.emailAddress };
}

/**
 * Returns the channel that the user chose on the consent page (`channels.list`,
 * https://developers.google.com/youtube/v3/docs/channels/list).
 */
export async function identifyYouTubeChannel(request: IdentityRequest): Promise<AccountIdentity> {
  const raw = await ask(request, `${request.apiUrl}/youtube/v3/channels?part=snippet&mine=true`, 'YouTube Data API');
  if (!channels.Check(raw)) throw unreadableError(200, 'Google');
  const [channel] = raw.items ?? [];
  if (channel === undefined)
    throw new WaitingError(
      'output-not-writable',
      'This Google account has no YouTube channel: create one at youtube.com, then connect the account again',
    );
  return { id: channel.id, name: channel.snippet.title };
}
