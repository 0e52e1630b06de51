/** What there is to find in the document of the fake platform. */
export interface StripeTruth {
  readonly objects: readonly string[];
  /** Targets by `from.field`; several targets of one field are one polymorphic group. */
  readonly associations: Readonly<Record<string, readonly string[]>>;
  /** Fields that hold several references. */
  readonly many: readonly string[];
}

const words = (text: string) => text.trim().split(/\s+/);

export const stripeTruth: StripeTruth = {
  objects: words(`
    account application_fee balance_transaction bank_account card charge coupon credit_note customer discount dispute event file invoice invoiceitem
    line_item payment_intent payment_method payout plan price product promotion_code refund setup_intent subscription subscription_item tax_id tax_rate
    test_helpers.test_clock transfer transfer_reversal`),
  associations: {
    'account.settings.branding.icon': ['file'],
    'application_fee.account': ['account'],
    'application_fee.balance_transaction': ['balance_transaction'],
    'application_fee.charge': ['charge'],
    'application_fee.originating_transaction': ['charge', 'transfer'],
    'balance_transaction.source': ['application_fee', 'charge', 'dispute', 'payout', 'refund', 'transfer', 'transfer_reversal'],
    'bank_account.customer': ['customer'],
    'card.customer': ['customer'],
    'charge.application_fee': ['application_fee'],
    'charge.balance_transaction': ['balance_transaction'],
    'charge.customer': ['customer'],
    'charge.on_behalf_of': ['account'],
    'charge.payment_intent': ['payment_intent'],
    'charge.payment_method_details.card_present.generated_card': ['payment_method'],
    'charge.transfer_data.destination': ['account'],
    'credit_note.customer': ['customer'],
    'credit_note.invoice': ['invoice'],
    'credit_note.refunds.refund': ['refund'],
    'customer.default_source': ['bank_account', 'card'],
    'customer.invoice_settings.default_payment_method': ['payment_method'],
    'customer.test_clock': ['test_helpers.test_clock'],
    'discount.customer': ['customer'],
    'discount.promotion_code': ['promotion_code'],
    'discount.source.coupon': ['coupon'],
    'dispute.charge': ['charge'],
    'dispute.evidence.receipt': ['file'],
    'dispute.payment_intent': ['payment_intent'],
    'invoice.account_tax_ids': ['tax_id'],
    'invoice.customer': ['customer'],
    'invoice.default_payment_method': ['payment_method'],
    'invoice.default_source': ['bank_account', 'card'],
    'invoice.discounts': ['discount'],
    'invoice.latest_revision': ['invoice'],
    'invoice.parent.subscription_details.subscription': ['subscription'],
    'invoice.total_discount_amounts.discount': ['discount'],
    'invoiceitem.customer': ['customer'],
    'invoiceitem.invoice': ['invoice'],
    'invoiceitem.tax_rates.tax_rate': ['tax_rate'],
    'line_item.discounts': ['discount'],
    'line_item.subscription': ['subscription'],
    'payment_intent.customer': ['customer'],
    'payment_intent.latest_charge': ['charge'],
    'payment_intent.on_behalf_of': ['account'],
    'payment_intent.payment_method': ['payment_method'],
    'payment_intent.transfer_data.destination': ['account'],
    'payment_method.customer': ['customer'],
    'payout.balance_transaction': ['balance_transaction'],
    'payout.destination': ['bank_account'],
    'payout.original_payout': ['payout'],
    'plan.product': ['product'],
    'price.product': ['product'],
    'product.default_price': ['price'],
    'promotion_code.customer': ['customer'],
    'promotion_code.promotion.coupon': ['coupon'],
    'refund.balance_transaction': ['balance_transaction'],
    'refund.charge': ['charge'],
    'refund.payment_intent': ['payment_intent'],
    'refund.transfer_reversal': ['transfer_reversal'],
    'setup_intent.customer': ['customer'],
    'setup_intent.payment_method': ['payment_method'],
    'subscription.customer': ['customer'],
    'subscription.default_payment_method': ['payment_method'],
    'subscription.default_source': ['bank_account', 'card'],
    'subscription.discounts': ['discount'],
    'subscription.latest_invoice': ['invoice'],
    'subscription.pending_setup_intent': ['setup_intent'],
    'subscription_item.discounts': ['discount'],
    'tax_id.customer': ['customer'],
    'tax_id.owner.account': ['account'],
    'tax_id.owner.customer': ['customer'],
    'transfer.balance_transaction': ['balance_transaction'],
    'transfer.destination': ['account'],
    'transfer.source_transaction': ['charge'],
    'transfer_reversal.balance_transaction': ['balance_transaction'],
    'transfer_reversal.source_refund': ['refund'],
    'transfer_reversal.transfer': ['transfer'],
  },
  many: words(`
    credit_note.refunds.refund invoice.account_tax_ids invoice.discounts invoice.total_discount_amounts.discount invoiceitem.tax_rates.tax_rate
    line_item.discounts subscription.discounts subscription_item.discounts`),
};
