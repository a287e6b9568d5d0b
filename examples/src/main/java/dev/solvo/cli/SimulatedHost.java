package dev.solvo.cli;

import dev.solvo.simulator.issuer.IssuerHost;

/** What the simulated issuer does. */
enum SimulatedHost {
    approve(IssuerHost.Behaviour.APPROVE),
    decline(IssuerHost.Behaviour.DECLINE),
    refer(IssuerHost.Behaviour.REFER),
    silent(IssuerHost.Behaviour.SILENT),
    wrong_arpc(IssuerHost.Behaviour.WRONG_ARPC),
    script(IssuerHost.Behaviour.SCRIPT);

    final IssuerHost.Behaviour behaviour;

    SimulatedHost(IssuerHost.Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public String toString() {
        return name().replace('_', '-');
    }
}
