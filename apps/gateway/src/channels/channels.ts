import { randomBytes } from 'node:crypto';
import {
  DEFAULT_FIELD_MAP,
  MIRROR_FIELDS,
  notionPageId,
  type ChannelCheckReport,
  type FieldMap,
  type OutputConfig,
} from '@throughline/contracts';
import type { CredentialStore } from '../credentials/credential-store.js';
import type { Mirrors } from '../mirrors/mirrors.js';
import { Problem, invalid, notFound, type FieldProblem } from '../problems/problem.js';
import { canonicalLanguage } from '../recordings/register/read-fields.js';
import { isMatch } from '../requests/if-match.js';
import { isSaid } from '../requests/is-said.js';
import { hashOf } from '../tokens/token.js';
import type { WorkerRegistry } from '../workers/worker-registry.js';
import type { ChannelDesk } from './channel-desk.js';
import { channelItem, type ChannelItem } from './channel-item.js';
import { etagOf, noteOf, type Channel, type ChannelChange, type ChannelId, type Known } from './channel.js';
import type { ChannelStore, NotTaken } from './channel-store.js';
import type { ChangeChannel, CreateChannel } from './channels.dto.js';

export interface ChannelsParts {
  readonly store: ChannelStore;
  readonly desk: ChannelDesk;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly mirrors: Pick<Mirrors, 'ofChannel'>;
  readonly outputs: readonly OutputConfig[];
  readonly workers: Pick<WorkerRegistry, 'services'>;
  readonly now: () => Date;
}

type Fields = Omit<CreateChannel, 'name'>;

/** Where deliveries of the audit process go, where nothing else is said. */
const USUAL_OUTPUT = 'google_drive';

const newSecret = (): string => `tlw_${randomBytes(32).toString('base64url')}`;

const noToken = (): Problem =>
  invalid([{ pointer: '/credential_id', message: 'must be the number of a credential of the type token' }]);
const notTaken = (why: NotTaken): Problem => (why === 'name-taken' ? new Problem('channel-name-taken') : noToken());

/** Two fields in one property would take turns. */
function fieldMapOf(given: NonNullable<Fields['field_map']>): FieldMap {
  const named = MIRROR_FIELDS.flatMap((field) => (isSaid(given[field]) ? [[field, given[field]] as const] : []));
  const problems = named.flatMap(([field, property], index): readonly FieldProblem[] => {
    const earlier = named.slice(0, index).find(([, one]) => one === property);
    return earlier === undefined
      ? []
      : [
          {
            pointer: `/field_map/${field}`,
            message: `is the property of ${earlier[0]} already: each field needs one of its own`,
          },
        ];
  });
  if (problems.length > 0) throw invalid(problems);
  return Object.fromEntries(named);
}

/** The channels of a library. Their secrets are shown once, and kept by their hash alone. */
export class Channels {
  constructor(private readonly parts: ChannelsParts) {}

  /** As a page of this server at `origin` shows it. */
  item(channel: Channel, origin: string): ChannelItem {
    const { mirrors, now, workers } = this.parts;
    const isAttended = workers.services().some(({ service, workers: count }) => service === 'upload' && count > 0);
    return channelItem(channel, { origin, records: mirrors.ofChannel(channel.id), now: now().toISOString(), isAttended });
  }

  list(libraryId: string): Promise<readonly Channel[]> {
    return this.parts.store.list(libraryId);
  }

  /** One of somebody else is none (USR-01). */
  async find(libraryId: string, id: ChannelId): Promise<Channel> {
    const found = await this.parts.store.find(id);
    if (found?.libraryId !== libraryId) throw notFound();
    return found;
  }

  async add(libraryId: string, body: CreateChannel): Promise<{ channel: Channel; secret: string }> {
    const said = await this.#said(libraryId, body);
    const secret = newSecret();
    const added = await this.parts.store.add(
      {
        libraryId,
        name: body.name,
        actionType: said.actionType ?? 'update_origin',
        fieldMap: said.fieldMap ?? DEFAULT_FIELD_MAP,
        credentialId: said.credentialId ?? undefined,
        dataSourceId: said.dataSourceId ?? undefined,
        outputs: said.outputs ?? this.#usualOutputs(),
        language: said.language ?? 'auto',
        secretHash: hashOf(secret),
      },
      this.tell,
    );
    if (added === 'name-taken' || added === 'credential-gone') throw notTaken(added);
    return { channel: added, secret };
  }

  async change(libraryId: string, id: ChannelId, body: ChangeChannel, ifMatch: string | undefined): Promise<Channel> {
    await this.find(libraryId, id);
    if (ifMatch === undefined) throw new Problem('precondition-required');
    const change = { ...(isSaid(body.name) ? { name: body.name } : {}), ...(await this.#said(libraryId, body)) };
    return this.#changed(id, change, (channel) => isMatch(ifMatch, etagOf(channel)));
  }

  /** The old one ends at once. */
  async renewSecret(libraryId: string, id: ChannelId): Promise<string> {
    await this.find(libraryId, id);
    const secret = newSecret();
    await this.#changed(id, { secretHash: hashOf(secret) }, () => true);
    return secret;
  }

  /** Its items keep their origin; nothing of them is written on their pages any more. */
  async remove(libraryId: string, id: ChannelId): Promise<void> {
    await this.find(libraryId, id);
    await this.parts.store.remove(id, this.tell);
  }

  async check(libraryId: string, id: ChannelId, page: string | null | undefined): Promise<ChannelCheckReport> {
    const channel = await this.find(libraryId, id);
    return this.parts.desk.check({ v: 1, channel: noteOf(channel), ...pageOf(page) });
  }

  /** How many pages are asked to be sent again: all that are known of the channel. */
  async resync(libraryId: string, id: ChannelId, by: string): Promise<number> {
    const { desk, mirrors, now } = this.parts;
    await this.find(libraryId, id);
    const records = mirrors.ofChannel(id);
    if (records === undefined)
      throw new Problem('unavailable', {
        detail: 'Which pages it has cannot be told at present.',
        headers: { 'retry-after': '5' },
      });
    for (const { assetId } of records) await desk.resend(assetId, { v: 1, by, at: now().toISOString() });
    return records.length;
  }

  /** Tells the upload service how a channel is now. */
  readonly tell = (channel: Known): Promise<void> =>
    'removed' in channel ? this.parts.desk.remove(channel.id) : this.parts.desk.put(noteOf(channel));

  async #changed(id: ChannelId, change: ChannelChange, isExpected: (channel: Channel) => boolean): Promise<Channel> {
    const changed = await this.parts.store.change(id, change, { isExpected, tell: this.tell });
    switch (changed.kind) {
      case 'changed':
        return changed.channel;
      case 'absent':
        throw notFound();
      case 'other':
        throw new Problem('channel-changed');
      case 'name-taken':
      case 'credential-gone':
        throw notTaken(changed.kind);
    }
  }

  async #said(libraryId: string, body: Fields): Promise<Omit<ChannelChange, 'name' | 'secretHash'>> {
    const { action_type: actionType, field_map: fieldMap, credential_id: credentialId, outputs, language } = body;
    if (isSaid(credentialId)) await this.#requireToken(libraryId, credentialId);
    if (isSaid(outputs)) this.#requireOutputs(outputs);
    return {
      ...(isSaid(actionType) ? { actionType } : {}),
      ...(isSaid(fieldMap) ? { fieldMap: fieldMapOf(fieldMap) } : {}),
      ...(isSaid(outputs) ? { outputs } : {}),
      ...(isSaid(language) ? { language: canonicalLanguage(language) } : {}),
      ...(credentialId === undefined ? {} : { credentialId }),
      ...(body.data_source_id === undefined ? {} : { dataSourceId: body.data_source_id }),
    };
  }

  async #requireToken(libraryId: string, credentialId: number): Promise<void> {
    const found = await this.parts.credentials.find(credentialId);
    if (found?.libraryId !== libraryId || found.type !== 'token') throw noToken();
  }

  #requireOutputs(names: readonly string[]): void {
    const known = this.parts.outputs.map(({ name }) => name);
    const problems = names.flatMap((name, index) =>
      known.includes(name)
        ? []
        : [
            {
              pointer: `/outputs/${String(index)}`,
              message: `is not an output of this server; there are: ${known.join(', ') || 'none'}`,
            },
          ],
    );
    if (problems.length > 0) throw invalid(problems);
  }

  #usualOutputs(): readonly string[] {
    const usual = this.parts.outputs.filter(({ type }) => type === USUAL_OUTPUT).map(({ name }) => name);
    if (usual.length === 0) throw new Problem('channel-without-output');
    return usual;
  }
}

function pageOf(given: string | null | undefined): { readonly page?: string } {
  if (!isSaid(given)) return {};
  const page = notionPageId(given);
  if (page === undefined) throw invalid([{ pointer: '/page_id', message: 'must be the id or the address of a page at Notion' }]);
  return { page };
}
