import { endpointsSetting, type OAuthEndpoints } from '../oauth/endpoints.js';

export type ZoomEndpoints = OAuthEndpoints;

export const ZOOM: ZoomEndpoints = {
  consentUrl: 'https://zoom.us/oauth/authorize',
  tokenUrl: 'https://zoom.us/oauth/token',
  apiUrl: 'https://api.zoom.us/v2',
};

export const createZoomEndpoints = (origin: string): ZoomEndpoints => ({
  consentUrl: `${origin}/oauth/authorize`,
  tokenUrl: `${origin}/oauth/token`,
  apiUrl: `${origin}/v2`,
});

/** Replaces the addresses of Zoom in the configuration of a service. */
export const zoomSetting = endpointsSetting('TL_ZOOM_URL', ZOOM, createZoomEndpoints);
