"""Money of joint projects: what each side brings and the share that follows."""

from hamyar_engine.finance.shares import Contribution, PartnershipShares, Share, partnership_shares

__all__ = ["Contribution", "PartnershipShares", "Share", "partnership_shares"]
