import { askGateway } from '../api/ask-gateway.js';

export type UploadClient = Pick<typeof import('tus-js-client'), 'Upload' | 'defaultOptions'>;

/**
 * The gateway answers, but the script does not arrive: the gateway was upgraded, or the browser answers a repeated import with the
 * failure of the first.
 */
export class PageOutdated extends Error {}

interface Access {
  readonly fetchClient: () => Promise<UploadClient>;
  /** Rejects if the gateway does not answer. */
  readonly askGateway: () => Promise<unknown>;
}

const ACCESS: Access = {
  fetchClient: () => import('tus-js-client'),
  askGateway,
};

/**
 * Fetches the client of uploads, which most pages never need. Throws `PageOutdated` if only a reload of the page can bring it, and
 * the error of `askGateway` while the gateway does not answer.
 */
export async function loadUploadClient({ fetchClient, askGateway }: Access = ACCESS): Promise<UploadClient> {
  try {
    return await fetchClient();
  } catch {
    await askGateway();
    // The gateway may have come back between the two requests.
    return fetchClient().catch((cause: unknown) => {
      throw new PageOutdated('the script is missing', { cause });
    });
  }
}
