import { problemKinds } from './catalogue.js';
import type { ProblemKind } from './problem-kind.js';

const INTRO = `# Problems

Every refusal of the API is an \`application/problem+json\` document (RFC 9457). Its \`code\` is one of the sections below, and its
\`type\` links to the same text on the server itself (\`/docs/problems#<code>\`). \`errors\` names fields by JSON pointers
(\`/query/<name>\` and \`/headers/<name>\` for parts outside the body), \`try_instead\` says what usually helps, and
\`request_id\` finds the request in the logs; it is in the \`X-Request-Id\` header of every answer as well.

This page is written by \`npm run api\` from \`apps/gateway/src/kit/http/problems/catalogue.ts\`.
`;

const section = (code: string, { status, title, about, tryInstead }: ProblemKind): string =>
  `\n## ${code}\n\n**${String(status)}. ${title}.** ${about}\n${tryInstead === undefined ? '' : `\nWhat helps: ${tryInstead}\n`}`;

/** Renders `docs/problems.md` from the catalogue of problems. */
export const problemsMarkdown = (): string =>
  INTRO +
  Object.entries(problemKinds)
    .map(([code, kind]) => section(code, kind))
    .join('');
