export { SHARE_LINK_STORE, type ShareLinkStore } from './share-link-store.js';
export { PUBLISHED_SET_STORE, type PublishedSetStore } from './published/published-set-store.js';
export { EMBEDS, type SetServices } from './published/set-services.js';
export { EMBED_PAGE } from './embeds/frame.js';
