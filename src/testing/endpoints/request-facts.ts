/** What an endpoint found out about a request while planning it; goes into the record. */
export interface RequestFacts {
  gatewayId?: string;
  upstream?: string;
  model?: string;
}
