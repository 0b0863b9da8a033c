package mlp;

/** No attack: the control, which says that the network that carries the others is right. */
final class Attack extends Hook {}
