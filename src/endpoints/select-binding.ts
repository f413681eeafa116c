import { invalidArgument } from '../settings/configuration-error.ts';
import { bindingForms } from './binding-form.ts';
import type { RoutingFacts, Selection } from './selection.ts';

/** Takes the form of the binding that serves a call: a key of the user's travels through a gateway only. */
export function selectBinding(facts: RoutingFacts): Selection {
  const { reference, kind, providerKey } = facts;
  const forms = bindingForms(reference.upstream, kind);
  const form = providerKey ? forms.find(name => name === 'gateway') : forms[0];
  if (form === undefined) throw noFormCarriesKey(facts);
  const reason = {
    run: 'the Workers binding: `env.AI.run`',
    gateway: 'the Workers binding: `env.AI.gateway(id).run`',
  };
  return { endpoint: 'binding', bindingForm: form, reason: reason[form] };
}

function noFormCarriesKey({ reference }: RoutingFacts): Error {
  const setting = `providerKeys.${reference.upstream.name}`;
  return invalidArgument({
    setting,
    problem: `"${reference.id}" is run by the binding itself, which carries no provider key; the key would not be used.`,
    example: `leave out ${setting}`,
  });
}
