import type { Static, TSchema } from 'typebox';
import { EngineReplySchema, EngineRequestSchema } from '../engines/engine-request.js';
import { UndecodableError } from '../errors/errors.js';
import { lazyValidator } from '../json/lazy-validator.js';
import { ChannelCheckReportSchema, ChannelCheckSchema } from '../mirror/channel-check.js';
import { ChannelNoteSchema } from '../mirror/channel-note.js';
import { MirrorRecordSchema, ResendRequestSchema } from '../mirror/mirror-record.js';
import { CredentialTestReportSchema, CredentialTestSchema } from '../credentials/credential-test.js';
import { OutputTestReportSchema, OutputTestSchema } from '../outputs/output-test.js';
import { OutputTypesReplySchema, OutputTypesRequestSchema } from '../outputs/output-type.js';
import {
  SourceListReplySchema,
  SourceListRequestSchema,
  SourceRetireReplySchema,
  SourceRetireRequestSchema,
  SourceLocateReplySchema,
  SourceLocateRequestSchema,
  SourceTakeReplySchema,
  SourceTakeRequestSchema,
  SourceTestReportSchema,
  SourceTestSchema,
  SourceTypesReplySchema,
  SourceTypesRequestSchema,
} from '../sources/source-requests.js';
import { LeaseSchema } from '../lease/lease.js';
import { PictureReplySchema, PictureRequestSchema } from '../pictures/picture-request.js';
import { PresenceSchema } from '../presence/presence.js';
import { QuotaReplySchema, QuotaRequestSchema } from '../quotas/quota.js';
import {
  SearchForgetSchema,
  SearchForgottenSchema,
  SearchRefillSchema,
  SearchRefillingSchema,
} from '../search/search-requests.js';
import { TimerSchema } from '../timer/timer.js';
import { WorkMessageSchema } from '../work/work-message.js';

export interface MessageCodec<T> {
  encode(value: T): Uint8Array;
  /** Throws `undecodable` if the bytes do not match the schema. */
  decode(bytes: Uint8Array): T;
}

function messageCodec<S extends TSchema>(name: string, schema: S): MessageCodec<Static<S>> {
  const validator = lazyValidator(schema);
  const check = (value: unknown): Static<S> => {
    if (validator.Check(value)) return value;
    const problem = validator.Errors(value)[0];
    throw new UndecodableError(`A ${name} does not fit its schema: ${problem?.instancePath ?? '/'} ${problem?.message ?? ''}`);
  };
  return {
    encode: (value) => new TextEncoder().encode(JSON.stringify(check(value))),
    decode(bytes) {
      let raw: unknown;
      try {
        raw = JSON.parse(new TextDecoder().decode(bytes));
      } catch (cause) {
        throw new UndecodableError(`A ${name} is not JSON`, { cause });
      }
      return check(raw);
    },
  };
}

export const workCodec = messageCodec('work message', WorkMessageSchema);
export const leaseCodec = messageCodec('lease', LeaseSchema);
export const timerCodec = messageCodec('timer', TimerSchema);
export const presenceCodec = messageCodec('presence', PresenceSchema);
export const channelNoteCodec = messageCodec('channel', ChannelNoteSchema);
export const mirrorRecordCodec = messageCodec('record of a mirror', MirrorRecordSchema);
export const resendCodec = messageCodec('request to send a page again', ResendRequestSchema);
export const channelCheckCodec = messageCodec('question about a channel', ChannelCheckSchema);
export const channelCheckReportCodec = messageCodec('report about a channel', ChannelCheckReportSchema);
export const engineRequestCodec = messageCodec('request about engines', EngineRequestSchema);
export const engineReplyCodec = messageCodec('reply about engines', EngineReplySchema);
export const pictureRequestCodec = messageCodec('request for a picture', PictureRequestSchema);
export const pictureReplyCodec = messageCodec('reply about a picture', PictureReplySchema);
export const outputTypesRequestCodec = messageCodec('question about types of outputs', OutputTypesRequestSchema);
export const outputTypesReplyCodec = messageCodec('list of types of outputs', OutputTypesReplySchema);
export const outputTestCodec = messageCodec('request to test an output', OutputTestSchema);
export const outputTestReportCodec = messageCodec('report about an output', OutputTestReportSchema);
export const credentialTestCodec = messageCodec('request to test a credential', CredentialTestSchema);
export const credentialTestReportCodec = messageCodec('report about a credential', CredentialTestReportSchema);
export const quotaRequestCodec = messageCodec('question about a quota', QuotaRequestSchema);
export const quotaReplyCodec = messageCodec('reply about a quota', QuotaReplySchema);
export const searchForgetCodec = messageCodec('request to remove texts from the search', SearchForgetSchema);
export const searchForgottenCodec = messageCodec('reply about texts in the search', SearchForgottenSchema);
export const searchRefillCodec = messageCodec('request to fill the search index again', SearchRefillSchema);
export const searchRefillingCodec = messageCodec('reply about filling the search index', SearchRefillingSchema);
export const sourceTypesRequestCodec = messageCodec('question about types of sources', SourceTypesRequestSchema);
export const sourceTypesReplyCodec = messageCodec('list of types of sources', SourceTypesReplySchema);
export const sourceTestCodec = messageCodec('request to test a source', SourceTestSchema);
export const sourceTestReportCodec = messageCodec('report about a source', SourceTestReportSchema);
export const sourceListRequestCodec = messageCodec('request to list a source', SourceListRequestSchema);
export const sourceListReplyCodec = messageCodec('page of a source', SourceListReplySchema);
export const sourceLocateRequestCodec = messageCodec('request to find files of folders', SourceLocateRequestSchema);
export const sourceLocateReplyCodec = messageCodec('report about files of folders', SourceLocateReplySchema);
export const sourceTakeRequestCodec = messageCodec('request to store an item', SourceTakeRequestSchema);
export const sourceTakeReplyCodec = messageCodec('report about a stored item', SourceTakeReplySchema);
export const sourceRetireRequestCodec = messageCodec('request to retire an item', SourceRetireRequestSchema);
export const sourceRetireReplyCodec = messageCodec('report about a retired item', SourceRetireReplySchema);
