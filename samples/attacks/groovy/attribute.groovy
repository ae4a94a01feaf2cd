body.@elementData
