import { Type } from 'typebox';
import { count, text } from './field.js';

export const Artifact = Type.Object({
  name: text('Unique among the files of the recording.'),
  role: text('What it is: `video`, `transcript` and the like.'),
  media_type: text('Of its content.'),
  size: count('Bytes.'),
  sha256: text('Of its content, in hex.'),
  url: text('Where it is read, on this server.'),
});
