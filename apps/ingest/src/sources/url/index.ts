import { measureFreeBytes, type FreeBytes } from '@throughline/artifact-store';
import { PermanentError } from '@throughline/contracts';
import { nounOf } from '@throughline/domain';
import { GuardedClient } from '@throughline/outgoing';
import type { SourceType } from '../../kit/source.js';
import { BRINGING, Download, isWebPageError } from './download.js';
import { PageTool } from './pages/page-tool.js';
import { DEFAULT_URL_SETTINGS, type UrlSettings } from './settings.js';

export function urlSource(settings: UrlSettings = DEFAULT_URL_SETTINGS, freeBytes: FreeBytes = measureFreeBytes): SourceType {
  const client = new GuardedClient(settings);
  const pages = settings.pageTool === undefined ? undefined : new PageTool(settings.pageTool, settings);
  return {
    async fetch(_source, context) {
      const { sourceUrl } = await context.personal();
      if (sourceUrl === undefined)
        throw new PermanentError(
          'source-missing',
          `The address of the ${nounOf(context.pipeline)} no longer exists: it was erased`,
        );
      const fetched = await new Download({ settings, client, freeBytes }, context).run(sourceUrl).catch((error: unknown) => {
        if (pages === undefined || !isWebPageError(error)) throw error;
        return pages.fetch(sourceUrl, context);
      });
      context.progress({ fraction: BRINGING, phase: 'probing' });
      return fetched;
    },
  };
}
