import { Type, type Static } from 'typebox';
import { orNull, reader } from '../client/views.js';

const Mirror = Type.Object({
  channel: orNull(Type.Object({ id: Type.Integer(), name: Type.String() })),
  page_id: Type.String(),
  page_url: Type.String(),
  state: Type.String(),
  wanted: orNull(Type.Object({ status: Type.String(), since: Type.String() })),
  sent: orNull(Type.Object({ status: Type.String(), at: Type.String() })),
  superseded_by: orNull(Type.String()),
  error: orNull(
    Type.Object({
      code: Type.String(),
      message: Type.String(),
      since: Type.String(),
      tries: Type.Integer(),
      retry_at: orNull(Type.String()),
    }),
  ),
});
export type MirrorView = Static<typeof Mirror>;

export const readMirror = reader(Mirror);
