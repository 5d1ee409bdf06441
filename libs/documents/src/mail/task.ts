import { Type, type Static } from 'typebox';
import type { Task } from '../isolated/task.js';

const Address = Type.Object({ name: Type.Optional(Type.String()), address: Type.Optional(Type.String()) });
const AttachmentSchema = Type.Object({ name: Type.String(), mediaType: Type.String(), size: Type.Integer() });

export const MailSchema = Type.Object({
  subject: Type.Optional(Type.String()),
  from: Type.Optional(Address),
  to: Type.Array(Address),
  /** ISO 8601. */
  date: Type.Optional(Type.String()),
  text: Type.String(),
  attachments: Type.Array(AttachmentSchema),
});
export type Mail = Static<typeof MailSchema>;

export interface MailInput {
  readonly path: string;
  readonly output: string;
}

export const readMailTask: Task<MailInput, ReturnType<typeof Type.Object>, ReturnType<typeof Type.Never>> = {
  name: 'read-mail',
  result: Type.Object({}),
  note: Type.Never(),
};
