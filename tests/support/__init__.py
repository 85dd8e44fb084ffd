"""What tests share: packs, deployments with changes, the driver of the wizard, rendered reports."""
