import { Type, type Static } from 'typebox';
import { orNull, reader } from '../client/views.js';

const item = {
  id: Type.String(),
  position: Type.String(),
  commit_id: orNull(Type.String()),
  code: Type.String(),
  reason: Type.String(),
  since: Type.String(),
  waiting_commits: Type.Integer(),
};
const Item = Type.Object(item);
export type QuarantineView = Static<typeof Item>;

const Examined = Type.Object({
  ...item,
  obstacles: Type.Array(
    Type.Object({
      commit_id: Type.String(),
      position: Type.String(),
      stored_at: Type.String(),
      code: Type.String(),
      reason: Type.String(),
    }),
  ),
  readable_commits: Type.Integer(),
  decisions: Type.Array(
    Type.Object({
      decision: Type.String(),
      commit_id: orNull(Type.String()),
      reason: orNull(Type.String()),
      by: Type.String(),
      at: Type.String(),
      position: Type.String(),
    }),
  ),
});
export type ExaminedView = Static<typeof Examined>;

const Decided = Type.Object({
  id: Type.String(),
  decision: Type.String(),
  commit_id: orNull(Type.String()),
  position: Type.String(),
});

export const readQuarantine = reader(Type.Object({ items: Type.Array(Item) }));
export const readExamined = reader(Examined);
export const readDecided = reader(Decided);
