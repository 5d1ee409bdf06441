export { SHARE_LINK_STORE, type ShareLinkStore } from './share-link-store.js';
