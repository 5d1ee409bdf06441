import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PermanentError, RetryableError } from '@throughline/contracts';
import { runTool, ToolError } from '@throughline/media';
import { documentLimits } from '../isolated/limits.js';
import { requirePdf } from './checked-pdf.js';
import type { PdfConverter } from './converter.js';

const TIME_LIMIT_MS = 180_000;
const CPU_SECONDS = 120;

/** Uploaded documents run no macros and load no links: a linked picture could be an address in the operator's own network. */
const PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>1</value></prop></item>
</oor:items>
`;

/** Converts with the LibreOffice of this machine. */
export class SofficeConverter implements PdfConverter {
  readonly id = 'soffice';

  constructor(private readonly path: string) {}

  async convert(
    { path, extension }: Parameters<PdfConverter['convert']>[0],
    { scratch, signal }: Parameters<PdfConverter['convert']>[1],
  ): Promise<string> {
    // Each conversion has its own profile: two processes that share one do each other's work, or none.
    const folder = join(scratch, `soffice-${randomUUID()}`);
    const profile = join(folder, 'profile');
    const input = join(folder, `document.${extension}`);
    await mkdir(join(profile, 'user'), { recursive: true });
    await writeFile(join(profile, 'user', 'registrymodifications.xcu'), PROFILE);
    await copyFile(path, input);
    try {
      await this.#run(['--convert-to', 'pdf', '--outdir', folder, input], { profile, signal });
      return await requirePdf(join(folder, 'document.pdf'), 'LibreOffice');
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  async #run(args: readonly string[], { profile, signal }: { profile: string; signal: AbortSignal | undefined }): Promise<void> {
    const quiet = ['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nofirststartwizard'];
    const tool = { path: this.path, env: { HOME: profile, TMPDIR: profile } };
    try {
      await runTool(tool, [`-env:UserInstallation=${pathToFileURL(profile).href}`, ...quiet, ...args], {
        signal,
        timeLimitMs: TIME_LIMIT_MS,
        cpuSeconds: CPU_SECONDS,
        memoryBytes: documentLimits.memoryBytes,
        fileBytes: documentLimits.fileBytes,
      });
    } catch (error) {
      throw error instanceof ToolError ? toConversionError(error) : error;
    }
  }
}

function toConversionError({ code, details }: ToolError): Error {
  // Retryable, because the machine may have been busy. A document that is really too slow uses up its retries.
  if (code === 'time-limit') return new RetryableError('conversion-timeout', 'LibreOffice took too long with the document');
  if (code === 'tool-killed' && details.signal !== 'SIGKILL')
    return new PermanentError('too-complex', 'Converting the document needs more memory or time than the limit for one document');
  return new RetryableError(
    'conversion-failed',
    `LibreOffice has failed (${details.signal ?? `exit code ${String(details.exitCode)}`})`,
  );
}
