/**
 * Prints the summary of passes that have run, and on the last line their counts: passed and failed.
 *
 *   node tools/testing/summarize.mjs fast smoke
 */
import { summaryOf } from './summary.mjs';

const { lines, passed, failed } = await summaryOf(process.argv.slice(2));
process.stdout.write(`${lines.join('\n')}\n${passed} ${failed}\n`);
