/** Why client metadata is refused (RFC 7591 §3.2.2): the error, the field that was wrong, and what it must be. */
export interface MetadataRefusal {
  error: 'invalid_client_metadata' | 'invalid_redirect_uri'
  /** By its path: `redirect_uris.0`. */
  field: string
  /** A sentence that goes on from the field's name; without data from the request. */
  detail: string
}

export const metadataFault = (field: string, detail: string): MetadataRefusal => ({
  error: 'invalid_client_metadata',
  field,
  detail,
})

export const redirectUriRefusal = (field: string, detail: string): MetadataRefusal => ({
  error: 'invalid_redirect_uri',
  field,
  detail,
})
