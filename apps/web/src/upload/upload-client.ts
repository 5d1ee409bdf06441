import { BASE_PATH } from '../api/base-path.js';
import { requestApi } from '../api/client.js';

export type UploadClient = Pick<typeof import('tus-js-client'), 'Upload' | 'defaultOptions'>;

/** The gateway answers, but it no longer has the scripts of this page: it was upgraded. */
export class PageOutdated extends Error {}

interface Access {
  readonly fetchClient: () => Promise<UploadClient>;
  /** Rejects if the gateway does not answer. */
  readonly askGateway: () => Promise<unknown>;
}

const ACCESS: Access = {
  fetchClient: () => import('tus-js-client'),
  askGateway: () => requestApi(`${BASE_PATH}/health/live`),
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
