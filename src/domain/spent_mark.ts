/** What a mark in a client's guard stands for; marks of different kinds never meet. */
export type SpentKind = 'request_object' | 'client_assertion' | 'access_token' | 'dpop_proof'
