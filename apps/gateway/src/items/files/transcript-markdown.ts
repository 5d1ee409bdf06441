import { formatPlayTime } from '@throughline/domain';
import { escapeMarkdown } from './markdown.js';
import { outlineTranscript, type OutlineLine, type TranscriptText } from './transcript-outline.js';

function writeLine(line: OutlineLine): string {
  const words = escapeMarkdown(line.words);
  if (line.kind === 'passage') return `${formatPlayTime(line.start)} ${words}`;
  if (line.kind === 'title') return `# ${words}`;
  if (line.kind === 'topic') return `## ${words}`;
  if (line.kind === 'mark') return `*${words}*`;
  return `**${words}**`;
}

/** Returns a transcript as Markdown (CommonMark): one paragraph for each passage. */
export const renderTranscriptMarkdown = (text: TranscriptText): string =>
  `${outlineTranscript(text).map(writeLine).join('\n\n')}\n`;
