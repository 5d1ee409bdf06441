import { randomBytes } from 'node:crypto';
import { DEFAULT_FIELD_MAP, MIRROR_FIELDS, parseNotionPageId } from '@throughline/contracts';
import type { ChannelCheckReport, FieldMap } from '@throughline/contracts';
import type { AdministrationLog } from '../people/administration-log/index.js';
import type { CredentialStore } from '../credentials/index.js';
import { requireOutputs, type LibraryOutputs } from '../outputs/index.js';
import type { Mirrors } from './mirrors/mirrors.js';
import { Problem, invalid, notFound, type FieldProblem } from '../kit/http/problems/problem.js';
import { canonicalizeLanguage } from '../kit/http/language.js';
import { hasMatchingTag } from '../kit/http/requests/if-match.js';
import { hasValue } from '../kit/http/requests/has-value.js';
import { hashOf } from '../people/index.js';
import type { WorkerRegistry } from '../workers/index.js';
import { createAnnouncer } from './announcer.js';
import type { UploadServiceClient } from './upload-service-client.js';
import { channelItem, type ChannelAnswer } from './channel-item.js';
import { etagOf, noteOf, type Channel, type ChannelChange, type ChannelId } from './channel.js';
import { changeChannel, channelRecords } from './channel-records.js';
import type { ChannelAnnouncer, ChannelConflict, ChannelStore } from './channel-store.js';
import type { ChangeChannel, CreateChannel } from './channels.dto.js';

export interface ChannelsParts {
  readonly store: ChannelStore;
  readonly uploadService: UploadServiceClient;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly mirrors: Pick<Mirrors, 'ofChannel'>;
  readonly outputs: Pick<LibraryOutputs, 'shared' | 'own'>;
  readonly workers: Pick<WorkerRegistry, 'services'>;
  readonly log: AdministrationLog;
  readonly now: () => Date;
}

type Fields = Omit<CreateChannel, 'name'>;

/** Type of the outputs that a channel uses by default. */
const USUAL_OUTPUT = 'google_drive';

/** The act that a problem names. */
type Act = 'create' | 'change';

const newSecret = (): string => `tlw_${randomBytes(32).toString('base64url')}`;

const credentialProblem = (act: Act, id: number | null | undefined): Problem =>
  new Problem('credential-not-found', {
    detail: `Cannot ${act} channel: credential ${String(id ?? 0)} not found or access denied`,
  });
const conflictProblem = (why: ChannelConflict, act: Act, id: number | null | undefined): Problem =>
  why === 'name-taken' ? new Problem('channel-name-taken') : credentialProblem(act, id);

/** Rejects two fields in one property: each would overwrite the other. */
function fieldMapOf(fields: NonNullable<Fields['field_map']>): FieldMap {
  const named = MIRROR_FIELDS.flatMap((field) => (hasValue(fields[field]) ? [[field, fields[field]] as const] : []));
  const problems = named.flatMap(([field, property], index): readonly FieldProblem[] => {
    const earlier = named.slice(0, index).find(([, one]) => one === property);
    return earlier === undefined
      ? []
      : [
          {
            pointer: `/field_map/${field}`,
            message: `is already the property of ${earlier[0]}: each field needs its own property`,
          },
        ];
  });
  if (problems.length > 0) throw invalid(problems);
  return Object.fromEntries(named);
}

/** The channels of a library. A secret is returned once; only its hash is stored. */
export class Channels {
  readonly announce: ChannelAnnouncer;

  constructor(private readonly parts: ChannelsParts) {
    this.announce = createAnnouncer(parts.uploadService);
  }

  item(channel: Channel, origin: string): Readonly<ChannelAnswer> {
    const { mirrors, now, workers } = this.parts;
    const isAttended = workers.services().some(({ service, workers: count }) => service === 'upload' && count > 0);
    return channelItem(channel, { origin, records: mirrors.ofChannel(channel.id), now: now().toISOString(), isAttended });
  }

  list(libraryId: string): Promise<readonly Channel[]> {
    return this.parts.store.list(libraryId);
  }

  /** Hides channels of other libraries (USR-01). */
  async find(libraryId: string, id: ChannelId): Promise<Channel> {
    const found = await this.parts.store.find(id);
    if (found?.libraryId !== libraryId) throw notFound();
    return found;
  }

  async add(libraryId: string, body: CreateChannel): Promise<{ channel: Channel; secret: string }> {
    const change = await this.#readChange(libraryId, body, 'create');
    const secret = newSecret();
    const channel = {
      libraryId,
      name: body.name,
      actionType: change.actionType ?? 'update_origin',
      fieldMap: change.fieldMap ?? DEFAULT_FIELD_MAP,
      credentialId: change.credentialId ?? undefined,
      dataSourceId: change.dataSourceId ?? undefined,
      outputs: change.outputs ?? this.#usualOutputs(),
      language: change.language ?? 'auto',
      secretHash: hashOf(secret),
    };
    const { log, store } = this.parts;
    const added = await log.change(
      () => store.add(channel, this.announce),
      (one) => typeof one !== 'string' && channelRecords.created(one),
    );
    if (added === 'name-taken' || added === 'credential-gone') throw conflictProblem(added, 'create', change.credentialId);
    return { channel: added, secret };
  }

  async change(libraryId: string, id: ChannelId, body: ChangeChannel, ifMatch: string | undefined): Promise<Channel> {
    await this.find(libraryId, id);
    if (ifMatch === undefined) throw new Problem('precondition-required');
    const change = {
      ...(hasValue(body.name) ? { name: body.name } : {}),
      ...(await this.#readChange(libraryId, body, 'change')),
    };
    return this.#changed(id, change, (channel) => hasMatchingTag(ifMatch, etagOf(channel)));
  }

  /** The old secret stops working at once. */
  async renewSecret(libraryId: string, id: ChannelId): Promise<string> {
    await this.find(libraryId, id);
    const secret = newSecret();
    await this.#changed(id, { secretHash: hashOf(secret) }, () => true);
    return secret;
  }

  /** Its items keep their origin, but their pages are no longer written. */
  async remove(libraryId: string, id: ChannelId): Promise<void> {
    const channel = await this.find(libraryId, id);
    const { log, store } = this.parts;
    await log.change(
      () => store.remove(id, this.announce),
      () => channelRecords.deleted(channel),
    );
  }

  async check(libraryId: string, id: ChannelId, page: string | null | undefined): Promise<ChannelCheckReport> {
    const channel = await this.find(libraryId, id);
    return this.parts.uploadService.check({ v: 1, channel: noteOf(channel), ...pageOf(page) });
  }

  /** Asks to write every page of the channel again. Returns their number. */
  async resync(libraryId: string, id: ChannelId, by: string): Promise<number> {
    const { uploadService, mirrors, now } = this.parts;
    await this.find(libraryId, id);
    const records = mirrors.ofChannel(id);
    if (records === undefined)
      throw new Problem('unavailable', {
        detail: 'The server has not read all pages of the channel yet.',
        headers: { 'retry-after': '5' },
      });
    for (const { assetId } of records) await uploadService.resend(assetId, { v: 1, by, at: now().toISOString() });
    return records.length;
  }

  /**
   * Sends every channel, including removed ones, to the upload service again. This corrects records of a change that was rolled
   * back when a gateway died, and records restored from a backup of the bus. Returns their number.
   */
  async sweep(signal: AbortSignal): Promise<number> {
    let published = 0;
    for (const id of await this.parts.store.numbers()) {
      if (signal.aborted) return published;
      await this.parts.store.announceAgain(id, this.announce);
      published += 1;
    }
    return published;
  }

  async #changed(id: ChannelId, change: ChannelChange, isExpected: (channel: Channel) => boolean): Promise<Channel> {
    const changed = await changeChannel(this.parts, id, change, { isExpected, announce: this.announce });
    switch (changed.kind) {
      case 'changed':
        return changed.channel;
      case 'absent':
        throw notFound();
      case 'other':
        throw new Problem('channel-changed');
      case 'name-taken':
      case 'credential-gone':
        throw conflictProblem(changed.kind, 'change', change.credentialId);
    }
  }

  async #readChange(libraryId: string, body: Fields, act: Act): Promise<Omit<ChannelChange, 'name' | 'secretHash'>> {
    const { action_type: actionType, field_map: fieldMap, credential_id: credentialId, outputs, language } = body;
    if (hasValue(credentialId)) await this.#requireToken(libraryId, credentialId, act);
    if (hasValue(outputs)) await this.#requireOutputs(libraryId, outputs);
    return {
      ...(hasValue(actionType) ? { actionType } : {}),
      ...(hasValue(fieldMap) ? { fieldMap: fieldMapOf(fieldMap) } : {}),
      ...(hasValue(outputs) ? { outputs } : {}),
      ...(hasValue(language) ? { language: canonicalizeLanguage(language) } : {}),
      ...(credentialId === undefined ? {} : { credentialId }),
      ...(body.data_source_id === undefined ? {} : { dataSourceId: body.data_source_id }),
    };
  }

  async #requireToken(libraryId: string, credentialId: number, act: Act): Promise<void> {
    const found = await this.parts.credentials.find(credentialId);
    if (found?.libraryId !== libraryId) throw credentialProblem(act, credentialId);
    if (found.type !== 'token')
      throw invalid([{ pointer: '/credential_id', message: 'must be the id of a credential of the type token' }]);
  }

  async #requireOutputs(libraryId: string, names: readonly string[]): Promise<void> {
    const { outputs } = this.parts;
    requireOutputs(names, [...outputs.shared, ...(await outputs.own(libraryId))], '/outputs');
  }

  #usualOutputs(): readonly string[] {
    const usual = this.parts.outputs.shared.filter(({ type }) => type === USUAL_OUTPUT).map(({ name }) => name);
    if (usual.length === 0) throw new Problem('channel-without-output');
    return usual;
  }
}

function pageOf(address: string | null | undefined): { readonly page?: string } {
  if (!hasValue(address)) return {};
  const page = parseNotionPageId(address);
  if (page === undefined) throw invalid([{ pointer: '/page_id', message: 'must be the id or the address of a Notion page' }]);
  return { page };
}
