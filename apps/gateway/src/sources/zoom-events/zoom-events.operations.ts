import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField } from '../../kit/http/fields.js';
import type { OperationOptions } from '../../kit/http/operation.js';
import { anything, text } from '../../kit/http/schemas.js';

export const ZOOM_CONNECTION_EXAMPLE = 'main';

/** Without validators: `ZoomEvents` checks the body. */
@ApiSchema({ name: 'ZoomEvent' })
export class ZoomEventBody {
  @Field(text('The event. `recording.completed` and `endpoint.url_validation` have an effect; all others have none.'))
  event!: string;
  @OptionalField(anything('The data of the event.')) payload?: unknown;
  @OptionalField(anything('The time of the event.')) event_ts?: unknown;
}

export class ZoomEventAnswer {
  @OptionalField(text('The token of `endpoint.url_validation`.')) plainToken?: string;
  @OptionalField(text('Its HMAC with the secret token of the app.')) encryptedToken?: string;
}

export const takeZoomEvent: OperationOptions = {
  id: 'takeZoomEvent',
  tag: 'sources',
  scope: 'open',
  summary: 'Receive an event of Zoom',
  description:
    'For the event subscription of a Zoom app. A complete recording makes the sources of the ' +
    'connection sync soon, and those of an own account of its host. That happens even if this server stops right after its ' +
    'answer. Events without such a source are ignored. Repeated events are harmless. The signature is checked with the ' +
    'secret token of the connection (`TL_ZOOM`). The body can have 64 KiB.',
  parameters: [
    {
      name: 'connection',
      in: 'path',
      description: 'The name of a Zoom connection, or of an app of users, in the file of the operator.',
      schema: { type: 'string' },
      example: ZOOM_CONNECTION_EXAMPLE,
    },
    { name: 'X-Zm-Signature', in: 'header', description: '`v0=` and the HMAC of the request.', schema: { type: 'string' } },
    {
      name: 'X-Zm-Request-Timestamp',
      in: 'header',
      description: 'The time of the request, in seconds since 1970. Requests older than five minutes are refused.',
      schema: { type: 'string' },
    },
  ],
  body: {
    type: ZoomEventBody,
    required: true,
    example: { event: 'recording.completed', payload: { account_id: 'AbCdEfGh', object: { host_id: 'uLobbbbbbbbbb_qQsQ' } } },
  },
  answers: [{ status: 200, description: 'The event was received.', type: ZoomEventAnswer, example: {} }],
  problems: ['signature-refused', 'invalid'],
};
