import { Type, type Static } from 'typebox';
import { orNull, reader } from '../client/views.js';

const Health = Type.Object({
  state: Type.String(),
  last_success_at: orNull(Type.String()),
  backlog: orNull(Type.Integer()),
  last_error: orNull(
    Type.Object({ code: Type.String(), message: Type.String(), since: Type.String(), retry_at: orNull(Type.String()) }),
  ),
});
export type HealthView = Static<typeof Health>;

const Channel = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  action_type: Type.String(),
  /** Names of properties by field. */
  field_map: Type.Record(Type.String(), Type.String()),
  credential_id: orNull(Type.Integer()),
  data_source_id: orNull(Type.String()),
  outputs: Type.Array(Type.String()),
  language: orNull(Type.String()),
  webhook_url: Type.String(),
  health: Health,
});
export type ChannelView = Static<typeof Channel>;

export const readChannel = reader(Channel);
export const readChannels = reader(Type.Object({ items: Type.Array(Channel) }));
export const readSecret = reader(Type.Object({ secret: Type.String() }));
export const readAsked = reader(Type.Object({ asked: Type.Integer() }));

const CheckReport = Type.Object({
  ok: Type.Boolean(),
  items: Type.Array(
    Type.Object({
      name: Type.String(),
      result: Type.String(),
      message: Type.String(),
      mend: Type.Optional(orNull(Type.String())),
    }),
  ),
});
export type CheckReportView = Static<typeof CheckReport>;

export const readCheckReport = reader(CheckReport);
